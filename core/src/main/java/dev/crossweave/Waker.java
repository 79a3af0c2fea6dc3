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
}
