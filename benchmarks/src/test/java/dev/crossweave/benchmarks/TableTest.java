package dev.crossweave.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

    private static final Measure OURS = Timed.of("ns.a.ours", 1, 0, () -> 0);
    private static final Measure PEER = Timed.of("ns.a.peer", 1, 0, () -> 0);
    private static final Measure BYTES = new Footprint("bytes.a", Object[]::new);

    private static final Setting SETTING = new Setting("2025-01-01", "abc", "a machine", "a JDK");
    private static final String BEGIN = "<!-- headline table: written by mvn -q -Pheadline -Dout=FILE, don't edit -->";
    private static final String END = "<!-- end of the headline table -->";

    private final Table table = new Table(SETTING, Table.Place.of(List.of(new TwoRows(false))));

    private Table.Section section(double ours, double peer, double bytes) {
        return table.add(new TwoRows(false),
                Map.of("ns.a.ours", new Figure(ours, 0.5), "ns.a.peer", new Figure(peer, 0),
                        "bytes.a", new Figure(bytes, 0)));
    }

    @Test
    void lines_rowsWithinAndBeyondTheirBar_sayOkAndShort() {
        assertThat(section(12, 100, 41).lines()).containsExactly("ns.a.ours 12.0 ns", "ns.a.peer 100 ns",
                "ratio.a.ours_vs_peer 0.120 ratio of 0.150 ok", "bytes.a 41.0 B of 40.0 short");
    }

    @Test
    void lines_exactlyAtTheBar_isOk() {
        assertThat(section(15, 100, 40).lines()).filteredOn(line -> line.endsWith(" ok")).hasSize(2);
    }

    @Test
    void lines_measureMissing_isAnErrorThatNamesIt() {
        Table.Section section = table.add(new TwoRows(false), Map.of("ns.a.ours", new Figure(1, 0)));
        assertThatThrownBy(section::lines).hasMessageContaining("ns.a.peer");
    }

    @Test
    void write_fileWithMarks_replacesOnlyWhatIsBetween(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("page.md");
        Files.writeString(file, "before\n" + BEGIN + "\nold\n" + END + "\nafter\n");
        section(12, 100, 41);
        table.write(file);
        table.write(file);
        assertThat(Files.readString(file)).startsWith("before\n" + BEGIN).endsWith(END + "\nafter\n")
                .contains("| commit | abc |",
                        "| `ratio.a.ours_vs_peer` | 12.0 ± 0.500 ns | 100 ns | 0.120 | 0.150 | ok |")
                .doesNotContain("old").containsOnlyOnce(BEGIN);
    }

    @Test
    void write_noFile_makesOne(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("new.md");
        section(12, 100, 41);
        table.checkWritable(file);
        table.write(file);
        assertThat(Files.readString(file)).startsWith(BEGIN).contains("### a\n");
    }

    @Test
    void write_any_drawsThePlotsThatItShows(@TempDir Path directory) throws IOException {
        section(12, 100, 41);
        table.write(directory.resolve("new.md"));
        assertThat(Files.readString(directory.resolve("new.md"))).contains("![a](benchmarks/a.svg)");
        assertThat(Files.readString(directory.resolve("benchmarks/a.svg"))).contains("a.ours_vs_peer");
    }

    @Test
    void checkWritable_fileWithoutMarks_refuses(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("other.md"), "something else");
        assertThatThrownBy(() -> table.checkWritable(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(BEGIN);
    }

    @Test
    void write_separateFamily_replacesItsOwnTable(@TempDir Path directory) throws IOException {
        Family separate = new TwoRows(true);
        Table own = new Table(SETTING, Table.Place.of(List.of(separate)));
        Path file = directory.resolve("page.md");
        Files.writeString(file, BEGIN + "\nheadline\n" + END + "\nbetween\n<!-- a table: written by mvn -q -Pheadline"
                + " -Dfamily=a -Dout=FILE, don't edit -->\nold\n<!-- end of the a table -->\nafter\n");
        own.add(separate, Map.of("ns.a.ours", new Figure(12, 0.5), "ns.a.peer", new Figure(100, 0), "bytes.a",
                new Figure(40, 0)));
        own.write(file);
        assertThat(Files.readString(file)).startsWith(BEGIN + "\nheadline\n" + END + "\nbetween\n")
                .endsWith("<!-- end of the a table -->\nafter\n").contains("### a\n").doesNotContain("old");
    }

    private record TwoRows(boolean separate) implements Family {
        @Override
        public String name() {
            return "a";
        }

        @Override
        public List<Row> rows() {
            return List.of(Row.ratio("a.ours_vs_peer", 0.15, OURS, PEER), Row.limit(40, BYTES));
        }
    }
}
