package dev.crossweave;

import org.jspecify.annotations.Nullable;

/**
 * What one poll answers: {@link Pending}, or the {@link Outcome}.
 *
 * <p>A poll that answers {@code Pending} promises that the {@link Waker} it was given will be woken when polling again
 * is worth it. A switch over a poll needs four cases and no default:
 *
 * <pre>{@code
 * switch (pollable.poll(waker)) {
 *     case Poll.Pending<String> pending -> { }                // the waker will be woken
 *     case Outcome.Value<String>(String value) -> use(value);
 *     case Outcome.Failure<String>(Throwable cause) -> report(cause);
 *     case Outcome.Cancelled<String>(Throwable reason) -> { } // reason may be null
 * }
 * }</pre>
 *
 * @param <T> the type of the value
 */
public sealed interface Poll<T extends @Nullable Object> permits Poll.Pending, Outcome {

    /**
     * The answer "not yet". It allocates nothing.
     *
     * @param <T> the type of the value
     * @return the one pending poll
     */
    @SuppressWarnings("unchecked") // Pending holds no T
    static <T extends @Nullable Object> Poll<T> pending() {
        return (Poll<T>) Pending.INSTANCE;
    }

    /**
     * The answer "here it is". One allocation, none for null.
     *
     * @param <T> the type of the value
     * @param value the value, which may be null
     * @return the outcome that holds the value
     */
    @SuppressWarnings("unchecked") // a Value that holds null fits every T that this caller could name
    static <T extends @Nullable Object> Outcome<T> ready(T value) {
        return value == null ? (Outcome<T>) Outcome.Value.OF_NULL : new Outcome.Value<>(value);
    }

    /**
     * The answer "it failed". A pollable may also throw: that means the same.
     *
     * @param <T> the type of the value that did not come
     * @param cause what went wrong; awaiters get this very object (law L2)
     * @return the outcome that holds the cause
     */
    static <T extends @Nullable Object> Outcome<T> failed(Throwable cause) {
        return new Outcome.Failure<>(cause);
    }

    /**
     * The answer "it was cancelled".
     *
     * @param <T> the type of the value that did not come
     * @param reason why, or null when nobody said
     * @return the outcome that holds the reason
     */
    @SuppressWarnings("unchecked") // Cancelled holds no T
    static <T extends @Nullable Object> Outcome<T> cancelled(@Nullable Throwable reason) {
        return reason == null ? (Outcome<T>) Outcome.Cancelled.NO_REASON : new Outcome.Cancelled<>(reason);
    }

    /**
     * Tells an outcome from a pending poll.
     *
     * @return true for an {@link Outcome}
     */
    boolean isReady();

    /**
     * The answer "not yet".
     *
     * @param <T> the type of the value
     */
    final class Pending<T extends @Nullable Object> implements Poll<T> {
        private static final Pending<?> INSTANCE = new Pending<>();

        private Pending() {
        }

        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public String toString() {
            return "Pending";
        }
    }
}
