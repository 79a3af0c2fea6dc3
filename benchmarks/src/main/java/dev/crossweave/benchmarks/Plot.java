package dev.crossweave.benchmarks;

import dev.crossweave.benchmarks.Table.Section;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * One family as a picture: an SVG with a line for each row and, along a logarithmic scale, our figure as a multiple of the
 * peer's, or of the row's bar where there is no peer. Further left is better. The bar is a thick tick, the figures' spread a
 * thin line; a row that falls short has another colour, and says so.
 *
 * <p>It has a background of its own, dark or light as the viewer prefers, and so can be read on any page.
 */
final class Plot {

    private static final String STYLE = """
            <style>
            svg { color: #1f2328; font: 13px system-ui, sans-serif } text { fill: currentColor } .page { fill: #fff }
            .soft { fill-opacity: .7 } .small { font-size: 11px } .end { text-anchor: end } .mid { text-anchor: middle }
            .grid { stroke: currentColor; stroke-opacity: .15 } .one { stroke: currentColor; stroke-dasharray: 3 3 }
            .bar { stroke: currentColor; stroke-width: 3 } .spread { stroke: currentColor; stroke-width: 1.5 }
            .ok { fill: #58a98c } .short { fill: #e08a48 } .verdict { font-weight: 600 }
            @media (prefers-color-scheme: dark) {
            svg { color: #e6edf3 } .page { fill: #0d1117 } .ok { fill: #2f7f63 } .short { fill: #b5611f } }
            </style>
            """;
    private static final int WIDTH = 880;
    private static final int LEFT = 316;
    private static final int RIGHT = 680;
    private static final int LINE = 26;
    private static final int TOP = 66;

    private final Section section;
    private final Setting setting;
    private final List<Row> rows;
    private final int bottom;
    /** The powers of ten at both ends of the scale. */
    private final int lowest;
    private final int highest;
    private final StringBuilder svg = new StringBuilder();

    private Plot(Section section, Setting setting) {
        this.section = section;
        this.setting = setting;
        this.rows = section.family().rows();
        this.bottom = TOP + rows.size() * LINE;
        this.lowest = (int) Math.floor(Math.min(-1, finite(this::low).min().orElse(0)));
        this.highest = (int) Math.ceil(Math.max(1, finite(this::high).max().orElse(0)));
    }

    /** The picture, as the text of a file. */
    static String of(Section section, Setting setting) {
        return new Plot(section, setting).draw();
    }

    private String draw() {
        int height = bottom + 60;
        String name = section.family().name();
        add("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' role='img'>", WIDTH, height, WIDTH);
        add("<title>%s: ours as a multiple of the peer's, or of the bar where there is no peer</title>", name);
        svg.append(STYLE);
        add("<rect class='page' width='%d' height='%d' rx='6'/>", WIDTH, height);
        add("<text x='16' y='26' font-size='16' font-weight='600'>%s</text>", name);
        add("<text x='%d' y='26' class='soft small end'>left is better · dashed: the peer's figure, or the bar's where there"
                + " is no peer · thick: the bar</text>", WIDTH - 16);
        scale();
        for (int i = 0; i < rows.size(); i++) {
            line(rows.get(i), TOP + i * LINE + LINE / 2);
        }
        add("<text x='16' y='%d' class='soft small'>%s, commit %s, %s</text>", bottom + 32, escaped(setting.date()),
                escaped(setting.commit()), escaped(setting.jdk()));
        add("<text x='16' y='%d' class='soft small'>%s</text>", bottom + 48, escaped(setting.machine()));
        return svg.append("</svg>\n").toString();
    }

    private void scale() {
        for (int power = lowest; power <= highest; power++) {
            stroke(x(power), x(power), TOP - 6, bottom, power == 0 ? "one" : "grid");
            String multiple =
                    power >= 0 ? "×" + Math.round(Math.pow(10, power)) : "÷" + Math.round(Math.pow(10, -power));
            add("<text x='%.1f' y='%d' class='soft small mid'>%s</text>", x(power), TOP - 12, multiple);
        }
    }

    private void line(Row row, int middle) {
        String verdict = section.verdict(row);
        add("<text x='16' y='%d'>%s</text>", middle + 4, escaped(row.name().replaceFirst("^ratio\\.", "")));
        double end = x(log(section.value(row) / unit(row)));
        add("<rect x='%d' y='%d' width='%.1f' height='14' class='%s'/>", LEFT, middle - 7, end - LEFT, verdict);
        stroke(x(low(row)), x(high(row)), middle, middle, "spread");
        double bar = x(log(row.bar() / unit(row)));
        stroke(bar, bar, middle - 10, middle + 10, "bar");
        String of = row.peer() == null ? " " + row.unit() + " of " : " of ";
        add("<text x='%d' y='%d'>%s<tspan class='soft'>%s%s</tspan> <tspan class='verdict'>%s</tspan></text>",
                RIGHT + 16,
                middle + 4, Figure.digits(section.value(row)), of, Figure.digits(row.bar()), verdict);
    }

    /** What is drawn at ×1. A bar of zero has no multiples: it stands at the left end, as a figure of zero does. */
    private double unit(Row row) {
        return row.peer() != null ? 1 : row.bar() != 0 ? row.bar() : Double.MIN_NORMAL;
    }

    private double low(Row row) {
        Figure ours = section.figure(row.ours());
        return log((ours.median() - ours.spread()) / peer(row, 1) / unit(row));
    }

    private double high(Row row) {
        Figure ours = section.figure(row.ours());
        return log((ours.median() + ours.spread()) / peer(row, -1) / unit(row));
    }

    private double peer(Row row, int side) {
        if (row.peer() == null) {
            return 1;
        }
        Figure peer = section.figure(row.peer());
        return Math.max(peer.median() + side * peer.spread(), peer.median() / 10); // a scatter beyond that says enough
    }

    /** The logarithm to ten; what isn't positive is as far left as can be. */
    private static double log(double multiple) {
        return multiple > 0 ? Math.log10(multiple) : Double.NEGATIVE_INFINITY;
    }

    private DoubleStream finite(ToDoubleFunction<Row> end) {
        return rows.stream().filter(row -> row.peer() != null || row.bar() != 0).mapToDouble(end)
                .filter(Double::isFinite);
    }

    /** Where a power of ten stands; beyond the scale is at its end. */
    private double x(double power) {
        double within = Math.clamp(power, lowest, highest);
        return LEFT + (within - lowest) / (highest - lowest) * (RIGHT - LEFT);
    }

    private void stroke(double x1, double x2, int y1, int y2, String kind) {
        add("<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' class='%s'/>", x1, x2, y1, y2, kind);
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
