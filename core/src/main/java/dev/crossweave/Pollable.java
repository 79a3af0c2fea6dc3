package dev.crossweave;

import org.jspecify.annotations.Nullable;

/**
 * A computation that makes progress only when polled: cold, with one consumer, polled until it is ready or dropped.
 *
 * <p>The rules, for both sides:
 * <ol>
 * <li>One consumer, one poll at a time. Polls may come from different threads; each happens-before the next.
 * <li>A poll never blocks. When it can't finish it arranges for the waker <em>of this poll</em> to be woken, and answers
 * {@link Poll#pending()}. Wakers of earlier polls need not be kept.
 * <li>Polls may come without a wake (spurious ones). They must be harmless.
 * <li>To throw means the same as to answer {@link Poll#failed}, and a thrown
 * {@link java.util.concurrent.CancellationException} the same as {@link Poll#cancelled}.
 * <li>After an outcome it is not polled again, but dropped. {@link #drop()} is called exactly once in the end, whatever
 * the end was, and never during a poll (law L7).
 * </ol>
 *
 * <p>The model is Rust's {@code Future}; the name is another because {@link java.util.concurrent.Future} is taken.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface Pollable<T extends @Nullable Object> {

    /**
     * Makes progress.
     *
     * @param waker asks for the next poll; from any thread, any number of times
     * @return pending, or the outcome
     * @throws Exception the failure, which is the same as answering {@link Poll#failed}
     */
    Poll<T> poll(Waker waker) throws Exception;

    /**
     * Lets go of everything that the computation holds. Called exactly once, after the last poll, by the polling side.
     * What this throws is reported as a late error and changes no outcome (laws L7, L18).
     */
    default void drop() {
    }
}
