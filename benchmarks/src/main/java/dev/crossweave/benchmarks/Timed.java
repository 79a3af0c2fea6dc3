package dev.crossweave.benchmarks;

import java.util.concurrent.Callable;

/**
 * Nanoseconds of wall time for each operation. What the preparation of the work takes doesn't count.
 *
 * @param name as in {@link Measure#name()}
 * @param operations how many operations one run of the work does
 * @param expected what one run of the work returns
 * @param prepare makes what one run of the work needs
 */
public record Timed(String name, long operations, long expected, Callable<Work> prepare) implements Measure {

    private static final long WARM_NANOS = 400_000_000;
    private static final long SAMPLE_NANOS = 120_000_000;

    /**
     * A measure of work that needs no preparation.
     *
     * @param name as in {@link Measure#name()}
     * @param operations how many operations one run of the work does
     * @param expected what one run of the work returns
     * @param work the work
     * @return the measure
     */
    public static Timed of(String name, long operations, long expected, Work work) {
        return new Timed(name, operations, expected, () -> work);
    }

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
        long runs = 0;
        long passed = 0;
        do {
            Work work = prepare.call();
            long begin = System.nanoTime();
            long got = work.run();
            passed += System.nanoTime() - begin;
            Work.check(name, expected, got);
            runs++;
        } while (passed < nanos);
        return (double) passed / runs / operations;
    }
}
