package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Other threads in tests: what they throw fails the test, and the test waits for them. */
final class Threads {

    /** How long anything may take on a busy machine. Only a broken test waits that long. */
    static final long LIMIT_SECONDS = 20;

    /** Threads are used again: a race of a thousand rounds needs no thousand threads. */
    private static final ExecutorService POOL =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("elsewhere-", 0).factory());

    private Threads() {
    }

    /** What a thread is to do. */
    interface Job {
        void run() throws Exception;
    }

    /** Runs the job on another thread and waits for it. */
    static void elsewhere(Job job) {
        await(start(job));
    }

    static FutureTask<Void> start(Job job) {
        FutureTask<Void> running = new FutureTask<>(callable(job));
        POOL.execute(running);
        return running;
    }

    static <T> T await(FutureTask<T> running) {
        try {
            return running.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            running.cancel(true);
            throw new AssertionError("the other thread failed or didn't end", e);
        }
    }

    /** Runs two jobs at the same moment and waits for both. */
    static void race(Job one, Job other) {
        CyclicBarrier start = new CyclicBarrier(2);
        FutureTask<Void> second = start(() -> {
            start.await();
            other.run();
        });
        try {
            start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
            one.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        await(second);
    }

    /** Waits until the thread is parked, so that what follows meets a waiter and not one on its way. */
    static void awaitParked(Thread thread) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(System.nanoTime()).as("%s never parked: %s", thread, thread.getState()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static Callable<Void> callable(Job job) {
        return () -> {
            job.run();
            return null;
        };
    }
}
