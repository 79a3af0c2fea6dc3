package dev.crossweave.verification.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Completer;
import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.loom.LoomSteps;
import dev.crossweave.loom.LoomTasks;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Virtual threads that each wait for a task of its own, all at once; then the tasks end, from two threads, and each thread goes on
 * with the value that is its own.
 */
final class WaiterSoak {

    private static final int ENDERS = 2;

    /** What waits in code that isn't compiled yet goes on slowly, and is large: a million such would take minutes. */
    private static final int WARM_UP = 20_000;

    private WaiterSoak() {
    }

    /** On the JDK's scheduler. Gives the bytes of heap for each waiter. */
    static long onTheJdksScheduler(int count, Duration limit) throws Exception {
        if (count > WARM_UP) {
            onTheJdksScheduler(WARM_UP, limit);
        }
        return run(count, limit, LoomTasks::fromCallable, () -> {
        });
    }

    /** Step by step on one loop. Gives the bytes of heap for each waiter. */
    static long onOneLoop(int count, Duration limit) throws Exception {
        if (count > WARM_UP) {
            onOneLoop(WARM_UP, limit);
        }
        Soak soak = new Soak();
        try (RunQueue queue = new RunQueue()) {
            return run(count, limit, LoomSteps.on(queue)::fromCallable,
                    () -> soak.start("loop", queue::runUntilClosed)); // else it would sleep and be woken for each
        } finally {
            soak.await(limit, "the loop was closed, and goes on");
        }
    }

    private static long run(int count, Duration limit, Function<Callable<Integer>, Task<Integer>> onAThread,
            Runnable whenStarted) throws Exception {
        long before = usedHeap();
        Completer<?>[] awaited = new Completer<?>[count];
        Task<?>[] waiters = new Task<?>[count];
        CountDownLatch begun = new CountDownLatch(count);
        AtomicInteger right = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            int number = i;
            Completer<Integer> source = new Completer<>();
            awaited[i] = source;
            waiters[i] = onAThread.apply(() -> {
                begun.countDown();
                int came = LoomTasks.await(source);
                right.addAndGet(came == number ? 1 : 0);
                return came;
            }).start();
        }
        whenStarted.run();
        Soak soak = new Soak();
        soak.start("until all have begun", begun::await);
        soak.await(limit, "a thread was never started");
        long each = (usedHeap() - before) / count;
        for (int ender = 0; ender < ENDERS; ender++) {
            int first = ender;
            soak.start("ender-" + ender, () -> {
                for (int i = first; i < count; i += ENDERS) {
                    complete(awaited[i], i);
                }
            });
        }
        soak.start("joiner", () -> {
            for (int i = count - 1; i >= 0; i--) { // the last first: else this thread sleeps and is woken for each
                waiters[i].join();
            }
        });
        soak.await(limit, "a wake of a thread that waits was lost (L11)");
        assertThat(right).hasValue(count);
        Reference.reachabilityFence(waiters);
        return each;
    }

    @SuppressWarnings("unchecked") // made so above
    private static void complete(Completer<?> source, int value) {
        ((Completer<Integer>) source).complete(value);
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
