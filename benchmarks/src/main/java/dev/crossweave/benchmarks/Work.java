package dev.crossweave.benchmarks;

/**
 * What is timed: a fixed number of operations, and a number that is right only when all of them were done. It is checked
 * after each run, so that code which does less, or nothing, is an error and not a record.
 */
@FunctionalInterface
public interface Work {

    /**
     * Does all operations once.
     *
     * @return the number by which one sees that they were done
     * @throws Exception when one of them failed
     */
    long run() throws Exception;

    /** Refuses a figure of something that was not done. */
    static void check(String name, long expected, long got) {
        if (got != expected) {
            throw new IllegalStateException(
                    name + " measured something else than it claims: expected the sum " + expected + ", got " + got);
        }
    }
}
