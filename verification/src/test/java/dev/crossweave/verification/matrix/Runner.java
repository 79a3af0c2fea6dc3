package dev.crossweave.verification.matrix;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs cases side by side, and keeps a line for each that fails.
 *
 * @param <C> a case, which {@code toString} names
 * @param <L> what remains of it, to be looked at when all are over
 */
final class Runner<C, L> {

    /** Runs one. */
    interface Check<C, L> {
        L run(C one) throws Exception;
    }

    /** Looks at what remains of one. */
    interface Last<L> {
        void check(L left);
    }

    /** Most of them wait for others. */
    private static final int WORKERS = 16;

    private static final int PROGRESS = 20_000;
    private static final int SHOWN = 50;

    private final String name;
    private final String what;
    private final long start = System.nanoTime();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private int cases;

    Runner(String name, String what) {
        this.name = name;
        this.what = what;
    }

    Queue<L> run(Collection<C> all, Check<C, L> check) {
        cases = all.size();
        Queue<L> left = new ConcurrentLinkedQueue<>();
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            for (C one : all) {
                workers.execute(() -> {
                    try {
                        left.add(check.run(one));
                    } catch (Throwable broken) {
                        failures.add(one + ": " + broken);
                    }
                    int so = done.incrementAndGet();
                    if (so % PROGRESS == 0) {
                        System.err.println(name + ": " + so + " of " + cases + " cases so far");
                    }
                });
            }
        }
        return left;
    }

    void check(Queue<L> left, Function<L, C> of, Last<L> last) {
        for (L one : left) {
            try {
                last.check(one);
            } catch (AssertionError broken) {
                failures.add(of.apply(one) + ": " + broken.getMessage());
            }
        }
    }

    /** One line, after those of the first cases that failed. */
    void report() {
        failures.stream().limit(SHOWN).forEach(System.out::println);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        System.out.printf("%s: %s, %d cases, %d failures, %dm%ds%n", name, what, cases, failures.size(), seconds / 60,
                seconds % 60);
    }

    Queue<String> failures() {
        return failures;
    }
}
