package dev.crossweave.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table that has a bar: a measure of ours, alone or divided by a peer's. Smaller is better.
 *
 * @param name what the line is called
 * @param bar what it must not exceed
 * @param ours our measure
 * @param peer the measure that ours is divided by, or null
 */
public record Row(String name, double bar, Measure ours, @Nullable Measure peer) {

    /**
     * Ours divided by a peer's.
     *
     * @param name what the line is called; {@code ratio.} is put in front
     * @param bar what it must not exceed
     * @param ours our measure
     * @param peer the peer's
     * @return the row
     */
    public static Row ratio(String name, double bar, Measure ours, Measure peer) {
        return new Row("ratio." + name, bar, ours, peer);
    }

    /**
     * A measure that has a bar of its own.
     *
     * @param bar what it must not exceed
     * @param ours the measure
     * @return the row
     */
    public static Row limit(double bar, Measure ours) {
        return new Row(ours.name(), bar, ours, null);
    }

    /** What has to be measured for this row. */
    List<Measure> measures() {
        return peer == null ? List.of(ours) : List.of(ours, peer);
    }

    String unit() {
        return peer == null ? ours.unit() : "ratio";
    }
}
