package dev.crossweave.samples.executors;

import dev.crossweave.Pollable;
import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import dev.crossweave.Spawner;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A work-stealing executor for tasks that may be polled anywhere, as smol's {@code Executor}: the engine is the JDK's, and
 * what is left to say is that who yields goes behind the others, and how it closes.
 */
public final class GlobalExecutor implements Schedule, AutoCloseable {

    private final ForkJoinPool pool;
    private final Spawner spawner = Tasks.on(this);
    private volatile boolean closed;

    /** An executor with so many threads. */
    public GlobalExecutor(int threads) {
        boolean firstInFirstOut = true;
        pool = new ForkJoinPool(threads, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, firstInFirstOut);
    }

    /** Starts a task; any thread. */
    public <T extends @Nullable Object> Task<T> spawn(Pollable<T> pollable) {
        return spawner.spawn(pollable);
    }

    /** The look at {@code closed} is for tasks that wake themselves: a pool that shuts down still takes what its workers have. */
    @Override
    public void schedule(RunnableTask task) {
        if (closed) {
            throw new RejectedExecutionException("This executor is closed and takes no more tasks.");
        }
        pool.execute(task);
    }

    /** What is ready is polled once more; whoever then asks for another poll fails with the rejection (L18). Doesn't wait. */
    @Override
    public void close() {
        closed = true;
        pool.shutdown();
    }
}
