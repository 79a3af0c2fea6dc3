package dev.crossweave.verification.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads for a soak test: what they throw fails it, and so does one that doesn't come to its end in time. */
final class Soak {

    interface Work {
        void run() throws Exception;
    }

    private final List<FutureTask<Void>> running = new ArrayList<>();
    private final Thread.UncaughtExceptionHandler uncaught;

    Soak() {
        this((thread, error) -> {
            throw new AssertionError("nothing was expected to end up here", error);
        });
    }

    Soak(Thread.UncaughtExceptionHandler uncaught) {
        this.uncaught = uncaught;
    }

    void start(String name, Work work) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            work.run();
            return null;
        });
        running.add(task);
        Thread.ofPlatform().daemon().name(name).uncaughtExceptionHandler(uncaught).start(task);
    }

    /** Waits for all that were started; what a hang would mean is what the message says. */
    void await(Duration limit, String hang) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (FutureTask<Void> task : running) {
            try {
                task.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("a thread of the soak failed", e.getCause());
            } catch (TimeoutException e) {
                running.forEach(left -> left.cancel(true));
                throw new AssertionError("not done after " + limit.toSeconds() + " s: " + hang, e);
            }
        }
        running.clear();
    }
}
