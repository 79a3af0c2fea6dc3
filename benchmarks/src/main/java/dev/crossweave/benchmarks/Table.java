package dev.crossweave.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The headline table or one of a separate family, as lines for a terminal and as Markdown between two marks of a file, with a
 * picture for each family in the directory {@code benchmarks} beside that file.
 */
final class Table {

    static final String PLOTS = "benchmarks";

    /** Where in a file a table stands: between these two lines. */
    record Place(String begin, String end) {

        static final Place HEADLINE = named("headline", "");

        /** A separate family has a place of its own. */
        static Place of(List<Family> families) {
            Family first = families.getFirst();
            return first.separate() ? named(first.name(), "-Dfamily=" + first.name() + " ") : HEADLINE;
        }

        private static Place named(String name, String option) {
            return new Place("<!-- " + name + " table: written by mvn -q -Pheadline " + option
                    + "-Dout=FILE, don't edit -->", "<!-- end of the " + name + " table -->");
        }
    }

    private final Setting setting;
    private final Place place;
    private final List<Section> sections = new ArrayList<>();

    Table(Setting setting, Place place) {
        this.setting = setting;
        this.place = place;
    }

    /** Takes in what was measured of one family. */
    Section add(Family family, Map<String, Figure> figures) {
        Section section = new Section(family, figures);
        sections.add(section);
        return section;
    }

    /** One family and its figures. */
    record Section(Family family, Map<String, Figure> figures) {

        Figure figure(Measure measure) {
            return Objects.requireNonNull(figures.get(measure.name()),
                    () -> "the family " + family.name() + " did not measure " + measure.name());
        }

        double value(Row row) {
            double ours = figure(row.ours()).median();
            return row.peer() == null ? ours : ours / figure(row.peer()).median();
        }

        String verdict(Row row) {
            return value(row) <= row.bar() ? "ok" : "short";
        }

        /** {@code name value unit} for each measure, then the rows with bar and verdict. */
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            for (Measure measure : family.measures()) {
                if (isRow(measure)) {
                    continue;
                }
                lines.add(measure.name() + " " + Figure.digits(figure(measure).median()) + " " + measure.unit());
            }
            for (Row row : family.rows()) {
                lines.add(row.name() + " " + Figure.digits(value(row)) + " " + row.unit() + " of "
                        + Figure.digits(row.bar()) + " " + verdict(row));
            }
            return lines;
        }

        /** A measure with a bar of its own is printed once, with the bar. */
        private boolean isRow(Measure measure) {
            return family.rows().stream().anyMatch(row -> row.name().equals(measure.name()));
        }

        String markdown() {
            StringBuilder text = new StringBuilder(
                    "\n### " + family.name() + "\n\n![" + family.name() + "](" + PLOTS + "/" + plot() + ")\n\n"
                            + "| row | ours | peer | value | bar | |\n|---|---|---|---|---|---|\n");
            for (Row row : family.rows()) {
                text.append("| `").append(row.name()).append("` | ").append(cell(row.ours())).append(" | ")
                        .append(cell(row.peer())).append(" | ").append(Figure.digits(value(row))).append(" | ")
                        .append(Figure.digits(row.bar())).append(" | ").append(verdict(row)).append(" |\n");
            }
            if (!family.alsoMeasured().isEmpty()) {
                text.append("\nAlso measured: ").append(String.join(", ", family.alsoMeasured().stream()
                        .map(measure -> "`" + measure.name() + "` " + cell(measure)).toList())).append(".\n");
            }
            return text.toString();
        }

        private String plot() {
            return family.name() + ".svg";
        }

        private String cell(@Nullable Measure measure) {
            if (measure == null) {
                return "";
            }
            Figure figure = figure(measure);
            String spread = figure.spread() == 0 ? "" : " ± " + Figure.digits(figure.spread());
            return Figure.digits(figure.median()) + spread + " " + measure.unit();
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder(place.begin()).append("\n\n| | |\n|---|---|\n| date | ")
                .append(setting.date())
                .append(" |\n| commit | ").append(setting.commit()).append(" |\n| machine | ").append(setting.machine())
                .append(" |\n| JDK | ").append(setting.jdk()).append(" |\n");
        sections.forEach(section -> text.append(section.markdown()));
        return text.append('\n').append(place.end()).toString();
    }

    /** Fails when {@link #write} would. */
    void checkWritable(Path file) throws IOException {
        if (Files.exists(file)) {
            replaced(Files.readString(file), file);
        }
    }

    /** Puts the table between the marks of a file, or makes a file of it, and draws the plots that it shows. */
    void write(Path file) throws IOException {
        Path plots = Files.createDirectories(file.toAbsolutePath().resolveSibling(PLOTS));
        for (Section section : sections) {
            Files.writeString(plots.resolve(section.plot()), Plot.of(section, setting));
        }
        Files.writeString(file, Files.exists(file) ? replaced(Files.readString(file), file) : markdown() + "\n");
    }

    private String replaced(String text, Path file) {
        int begin = text.indexOf(place.begin());
        int end = text.indexOf(place.end());
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    file + " exists and has no place for the table: expected the lines\n" + place.begin() + "\n"
                            + place.end());
        }
        return text.substring(0, begin) + markdown() + text.substring(end + place.end().length());
    }
}
