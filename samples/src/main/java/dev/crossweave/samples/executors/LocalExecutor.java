package dev.crossweave.samples.executors;

import dev.crossweave.Outcome;
import dev.crossweave.Pollable;
import dev.crossweave.RunQueue;
import dev.crossweave.Spawner;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * An executor for tasks that stay on one thread, as smol's {@code LocalExecutor}: they share what isn't thread-safe, and a
 * yield costs no atomic. It belongs to the thread that makes it. Wakes may come from any.
 */
public final class LocalExecutor implements AutoCloseable {

    private final RunQueue queue = new RunQueue();
    private final Spawner spawner = Tasks.on(queue).local();

    /** An executor of the current thread. */
    public LocalExecutor() {
    }

    /** Starts a task, which is polled while the thread is in {@link #run}. */
    public <T extends @Nullable Object> Task<T> spawn(Pollable<T> pollable) {
        return spawner.spawn(pollable);
    }

    /** Polls this and all others until this one has ended; parks while nothing is ready. */
    public <T extends @Nullable Object> Outcome<T> run(Pollable<T> main) throws InterruptedException {
        return queue.runUntil(spawn(main));
    }

    /** Ends the tasks that are ready as cancelled, and fails the others at their next wake (L18). */
    @Override
    public void close() {
        queue.close();
    }
}
