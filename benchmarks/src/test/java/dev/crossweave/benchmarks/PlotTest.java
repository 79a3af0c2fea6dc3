package dev.crossweave.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlotTest {

    private static final Measure OURS = Timed.of("ns.a.ours", 1, 0, () -> 0);
    private static final Measure PEER = Timed.of("ns.a.peer", 1, 0, () -> 0);
    private static final Measure BYTES = new Footprint("bytes.a", Object[]::new);
    private static final Setting SETTING = new Setting("2025-01-01", "abc", "a <machine> & more", "a JDK");

    private final XPath xpath = XPathFactory.newInstance().newXPath();

    /** One row with a peer and a bar of a half; one without, whose bar is given. */
    private static Document plot(Figure ours, Figure peer, double bytes, double bytesBar) throws Exception {
        Family family = new Family() {
            @Override
            public String name() {
                return "a";
            }

            @Override
            public List<Row> rows() {
                return List.of(Row.ratio("a.ours_vs_peer", 0.5, OURS, PEER), Row.limit(bytesBar, BYTES));
            }
        };
        Table.Section section = new Table(SETTING, Table.Place.HEADLINE).add(family,
                Map.of("ns.a.ours", ours, "ns.a.peer", peer, "bytes.a", new Figure(bytes, 0)));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(Plot.of(section, SETTING))));
    }

    private double number(Document plot, String path) throws Exception {
        return Double.parseDouble(xpath.evaluate(path, plot));
    }

    private double end(Document plot, int row) throws Exception {
        String rect = "//rect[@class='ok' or @class='short'][" + row + "]";
        return number(plot, rect + "/@x") + number(plot, rect + "/@width");
    }

    @Test
    void of_aRowAtAThirdOfItsPeer_endsLeftOfTheBarWhichIsLeftOfThePeer() throws Exception {
        Document plot = plot(new Figure(30, 1), new Figure(90, 2), 40, 40);
        double bar = number(plot, "//line[@class='bar'][1]/@x1");
        assertThat(end(plot, 1)).isLessThan(bar);
        assertThat(bar).isLessThan(number(plot, "//line[@class='one']/@x1"));
        assertThat(xpath.evaluate("//rect[@class='short']", plot)).isEmpty();
        assertThat(xpath.evaluate("//text[contains(., 'a.ours_vs_peer')]", plot)).isEqualTo("a.ours_vs_peer");
        assertThat(xpath.evaluate("//text[contains(., 'of 0.500')]", plot)).isEqualTo("0.333 of 0.500 ok");
    }

    @Test
    void of_aRowAtItsPeer_endsWhereThePeerStands() throws Exception {
        Document plot = plot(new Figure(90, 0), new Figure(90, 0), 40, 40);
        assertThat(end(plot, 1)).isEqualTo(number(plot, "//line[@class='one']/@x1"));
    }

    @Test
    void of_aRowBeyondItsBar_hasAnotherColourAndSaysShort() throws Exception {
        Document plot = plot(new Figure(60, 1), new Figure(90, 2), 40, 40);
        assertThat(end(plot, 1)).isGreaterThan(number(plot, "//line[@class='bar'][1]/@x1"));
        assertThat(xpath.evaluate("//text[contains(., 'of 0.500')]", plot)).isEqualTo("0.667 of 0.500 short");
    }

    @Test
    void of_figuresWithSpread_showsAnInterval() throws Exception {
        Document plot = plot(new Figure(30, 3), new Figure(90, 9), 40, 40);
        double end = end(plot, 1);
        assertThat(number(plot, "//line[@class='spread'][1]/@x1")).isLessThan(end - 1);
        assertThat(number(plot, "//line[@class='spread'][1]/@x2")).isGreaterThan(end + 1);
    }

    @Test
    void of_rowsWithoutAPeer_areAMultipleOfTheBar() throws Exception {
        Document plot = plot(new Figure(30, 0), new Figure(90, 0), 20, 40);
        double one = number(plot, "//line[@class='one']/@x1");
        assertThat(number(plot, "(//line[@class='bar'])[2]/@x1")).isEqualTo(one);
        assertThat(end(plot, 2)).isLessThan(one);
        assertThat(xpath.evaluate("//text[contains(., 'of 40.0')]", plot)).isEqualTo("20.0 B of 40.0 ok");
    }

    @Test
    void of_aBarOfZero_zeroIsAtTheLeftEndAndAnythingElseAtTheRight() throws Exception {
        Document kept = plot(new Figure(30, 0), new Figure(90, 0), 0, 0);
        assertThat(end(kept, 2)).isEqualTo(number(kept, "(//line[@class='bar'])[2]/@x1"))
                .isEqualTo(number(kept, "//rect[@class='ok'][2]/@x"));
        Document missed = plot(new Figure(30, 0), new Figure(90, 0), 16, 0);
        assertThat(end(missed, 2)).isGreaterThan(number(missed, "//line[@class='one']/@x1"));
    }

    @Test
    void of_aSpreadBeyondTheFigure_staysOnTheScale() throws Exception {
        Document plot = plot(new Figure(30, 40), new Figure(90, 400), 40, 40);
        assertThat(number(plot, "//line[@class='spread'][1]/@x1")).isEqualTo(number(plot, "//rect[@class='ok'][1]/@x"));
        assertThat(number(plot, "count(//line[@class='grid'])")).isLessThan(5);
    }

    @Test
    void of_any_saysWhenOfWhatAndWhere() throws Exception {
        String text = plot(new Figure(30, 0), new Figure(90, 0), 0, 0).getDocumentElement().getTextContent();
        assertThat(text).contains("2025-01-01, commit abc, a JDK", "a <machine> & more");
    }
}
