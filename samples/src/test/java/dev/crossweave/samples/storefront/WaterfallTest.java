package dev.crossweave.samples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaterfallTest {

    private final AtomicInteger live = new AtomicInteger();
    private final Trace trace = new Trace("drawn", live);

    @Test
    void draw_everyOutcome_isSaidInTheOrderOfTheParts() {
        trace.begin(Part.PRICE).failed(new PartFailed(Part.PRICE, "down"));
        trace.begin(Part.CATALOGUE).succeeded();
        trace.begin(Part.REVIEWS).cancelled("cancel(true)");
        trace.begin(Part.STOCK);

        List<String> lines = Waterfall.draw(trace);

        assertThat(lines).hasSize(5);
        assertThat(lines.get(1)).startsWith("catalogue").endsWith("value");
        assertThat(lines.get(2)).startsWith("stock").endsWith("still at work");
        assertThat(lines.get(3)).startsWith("price").endsWith("failed");
        assertThat(lines.get(4)).startsWith("reviews").endsWith("cancelled: cancel(true)");
        assertThat(lines).allSatisfy(line -> assertThat(line.chars().filter(c -> c == '|').count()).isEqualTo(2));
        assertThat(lines.stream().map(line -> line.lastIndexOf('|')).distinct()).hasSize(1);
        assertThat(live).hasValue(1);
    }

    @Test
    void draw_nothingBegan_isOnlyTheHead() {
        assertThat(Waterfall.draw(trace)).hasSize(1);
    }

    @Test
    void end_secondEnd_changesNothing() {
        Span span = trace.begin(Part.STOCK);
        span.succeeded();
        span.cancelled("too late");

        assertThat(trace.end(Part.STOCK).kind()).isEqualTo(Span.Kind.VALUE);
        assertThat(live).hasValue(0);
    }
}
