package dev.crossweave;

/**
 * Asks for the next poll of whatever it was made for.
 *
 * <p>The waker of a spawned task only schedules: it never polls inline, never blocks, never throws, and may be called
 * from any thread, any number of times. N wakes before a poll make one poll; none is lost; and what the caller wrote
 * before {@code wake()} is visible to that poll, even when the task was already scheduled (law L11).
 */
@FunctionalInterface
public interface Waker {

    /** A waker for those who poll on their own initiative. It does nothing. */
    Waker NOOP = () -> {
    };

    /** Asks for a poll. */
    void wake();

    /**
     * Wakes as sources are to wake: after what this thread is waking already instead of inside of it, so that chains of any
     * length need constant stack (law L14). What the waker throws is reported as a late error (law L18). For those who
     * implement pollables and streams.
     *
     * @param waker what a poll was given
     */
    static void tell(Waker waker) {
        BaseTask.tell(waker);
    }
}
