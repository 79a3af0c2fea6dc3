package dev.crossweave.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/**
 * Bytes that the current thread allocates for each operation, by the JVM's own counter. What the preparation of the work
 * allocates doesn't count.
 *
 * @param name as in {@link Measure#name()}
 * @param operations how many operations one run of the work does; 1 for the bytes of all of them
 * @param expected what one run of the work returns
 * @param prepare makes what one run of the work needs
 */
public record Allocated(String name, long operations, long expected, Callable<Work> prepare) implements Measure {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_RUNS = 30;

    @Override
    public String unit() {
        return "B";
    }

    @Override
    public void warm() throws Exception {
        for (int i = 0; i < WARM_RUNS; i++) {
            sample();
        }
    }

    @Override
    public double sample() throws Exception {
        Work work = prepare.call();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long got = work.run();
        long after = THREADS.getCurrentThreadAllocatedBytes();
        Work.check(name, expected, got);
        return (double) (after - before) / operations;
    }
}
