package dev.crossweave;

/**
 * Receives tasks that are ready to be polled: the one function on which any executor can be built. The queue is yours.
 *
 * <p>Any {@link java.util.concurrent.Executor} fits as {@code executor::execute}. A schedule may be called from any
 * thread, and never holds a lock that a poll may want. One that throws or rejects fails the task with that throwable;
 * the task is never stranded (law L18).
 */
@FunctionalInterface
public interface Schedule {

    /**
     * Takes over the right to poll. The schedule owes one call of {@link RunnableTask#run()} or
     * {@link RunnableTask#discard(Throwable)}, on any thread, now or later.
     *
     * @param task the right to poll once
     */
    void schedule(RunnableTask task);

    /**
     * As {@link #schedule(RunnableTask)}, with what is known about the wake. Schedulers with a fast slot for the next
     * task keep those out of it that woke themselves while running, because they yielded on purpose.
     *
     * @param task the right to poll once
     * @param wokenWhileRunning true when the wake came during the task's own poll
     */
    default void schedule(RunnableTask task, boolean wokenWhileRunning) {
        schedule(task);
    }

    /**
     * Polls on the thread that wakes, through a trampoline: a wake from inside a poll is run after it, not in it, so
     * that chains of any length need constant stack (law L14).
     *
     * @return the schedule
     */
    static Schedule inline() {
        return Trampoline.SCHEDULE;
    }
}
