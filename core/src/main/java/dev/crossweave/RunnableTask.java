package dev.crossweave;

import org.jspecify.annotations.Nullable;

/**
 * The right to poll a task once. It exists while the task is scheduled, is used up by {@link #run()}, and comes back to
 * the task's {@link Schedule} with the next wake.
 *
 * <p>Without the right (used up, run twice, run during its own poll, taken over by a {@link RunQueue}) {@code run},
 * {@code step}, {@code schedule} and {@code discard} throw {@link IllegalStateException} and touch nothing.
 */
public sealed interface RunnableTask extends Runnable permits TaskCell {

    /** Polls once, as {@link #step()}. */
    @Override
    default void run() {
        step();
    }

    /**
     * Polls once, or, when the task was cancelled meanwhile, drops the pollable instead. What the poll throws goes to
     * the awaiters, not to the caller.
     *
     * @return true when the task was woken during this poll and has therefore been scheduled again
     * @throws IllegalStateException without the right to poll
     */
    boolean step();

    /**
     * Hands the right to the task's own schedule, as a wake would have.
     *
     * @throws IllegalStateException without the right to poll
     */
    void schedule();

    /**
     * Gives the right up because it can't be used, for instance when a queue shuts down. The pollable is dropped on this
     * thread and the task ends as cancelled.
     *
     * @param reason why, or null
     * @throws IllegalStateException without the right to poll
     */
    void discard(@Nullable Throwable reason);

    /**
     * Tells whether {@link #run()} would drop the pollable instead of polling it.
     *
     * @return true once cancellation was asked for
     */
    boolean isCancelling();

    /**
     * What the spawner said of this task for its schedule to know.
     *
     * @return the metadata given to {@link Spawner#metadata(Object)}; null when none was given, or the task has ended
     */
    @Nullable Object metadata();

    /**
     * The handle of this task.
     *
     * @return the same task, seen as a handle
     */
    Task<?> task();
}
