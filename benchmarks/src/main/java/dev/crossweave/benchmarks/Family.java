package dev.crossweave.benchmarks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rows that are measured in one JVM, ours and the peers' in turn. */
public interface Family {

    /**
     * The family's name.
     *
     * @return one word
     */
    String name();

    /**
     * The rows, in the order of the table.
     *
     * @return the rows; measures that occur in several are the same objects
     */
    List<Row> rows();

    /**
     * Measures that have no bar, printed for what they tell about the others.
     *
     * @return the measures
     */
    default List<Measure> alsoMeasured() {
        return List.of();
    }

    /**
     * Options for this family's JVM.
     *
     * @return heap and collector, at least
     */
    default List<String> jvmOptions() {
        return List.of("-Xms2g", "-Xmx2g");
    }

    /**
     * Whether this family is measured only when it is asked for by name, and has a table of its own.
     *
     * @return false for those of the headline table
     */
    default boolean separate() {
        return false;
    }

    /** Each measure once, in the order in which the rows name them. */
    default Set<Measure> measures() {
        Set<Measure> all = new LinkedHashSet<>();
        rows().forEach(row -> all.addAll(row.measures()));
        all.addAll(alsoMeasured());
        return all;
    }
}
