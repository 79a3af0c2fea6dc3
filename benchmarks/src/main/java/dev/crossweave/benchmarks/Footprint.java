package dev.crossweave.benchmarks;

import java.util.function.IntFunction;
import org.openjdk.jol.info.GraphLayout;

/**
 * Bytes that one more thing takes, with all that only it refers to, by JOL's layout of the object graph.
 *
 * @param name as in {@link Measure#name()}
 * @param things makes this many of them
 */
public record Footprint(String name, IntFunction<Object[]> things) implements Measure {

    private static final int MORE = 1_000;

    @Override
    public String unit() {
        return "B";
    }

    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public void warm() {
    }

    /** What they share is in both graphs. */
    @Override
    public double sample() {
        long one = GraphLayout.parseInstance(things.apply(1)).totalSize();
        long many = GraphLayout.parseInstance(things.apply(1 + MORE)).totalSize();
        return (double) (many - one) / MORE;
    }
}
