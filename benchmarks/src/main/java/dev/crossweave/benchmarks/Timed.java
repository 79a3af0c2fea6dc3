package dev.crossweave.benchmarks;

/**
 * Nanoseconds of wall time for each operation.
 *
 * @param name as in {@link Measure#name()}
 * @param operations how many operations one run of the work does
 * @param expected what one run of the work returns
 * @param work the work
 */
public record Timed(String name, long operations, long expected, Work work) implements Measure {

    private static final long WARM_NANOS = 400_000_000;
    private static final long SAMPLE_NANOS = 120_000_000;

    @Override
    public String unit() {
        return "ns";
    }

    @Override
    public void warm() throws Exception {
        repeat(WARM_NANOS);
    }

    @Override
    public double sample() throws Exception {
        System.gc(); // so that nobody pays for the garbage of the one before
        return repeat(SAMPLE_NANOS);
    }

    /** Runs until the time is over, at least once. */
    private double repeat(long nanos) throws Exception {
        long begin = System.nanoTime();
        long runs = 0;
        long passed;
        do {
            work.runChecked(name, expected);
            runs++;
            passed = System.nanoTime() - begin;
        } while (passed < nanos);
        return (double) passed / runs / operations;
    }
}
