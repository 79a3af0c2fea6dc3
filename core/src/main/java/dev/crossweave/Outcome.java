package dev.crossweave;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a computation ended: exactly one of {@link Value}, {@link Failure}, {@link Cancelled}. Its class survives every
 * conversion (law L1).
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T extends @Nullable Object> extends Poll<T> {

    /**
     * Reads a throwable as the outcome that it stands for: a {@link CancellationException} is {@link Cancelled}, any
     * other is a {@link Failure}. So is the time-out of kotlinx.coroutines, though it is a CancellationException by class (law
     * L1). Wrappers that the JDK's carriers add are taken off first (law L2).
     *
     * @param <T> the type of the value that did not come
     * @param thrown what a source raised
     * @return the outcome
     */
    static <T extends @Nullable Object> Outcome<T> ofThrown(Throwable thrown) {
        Throwable cause = Failures.unwrap(thrown);
        return Failures.isCancellation(cause) ? Poll.cancelled(cause) : Poll.failed(cause);
    }

    /**
     * As {@link #ofThrown(Throwable)}, for ecosystems that have wrappers of their own.
     *
     * @param <T> the type of the value that did not come
     * @param thrown what a source raised
     * @param carrier tells a wrapper that a carrier added and that has a cause
     * @return the outcome
     */
    static <T extends @Nullable Object> Outcome<T> ofThrown(Throwable thrown, Predicate<? super Throwable> carrier) {
        Throwable cause = Failures.unwrap(thrown, carrier);
        return Failures.isCancellation(cause) ? Poll.cancelled(cause) : Poll.failed(cause);
    }

    @Override
    default boolean isReady() {
        return true;
    }

    /**
     * The value, or the very throwable that stands for its absence.
     *
     * @return the value
     * @throws CancellationException when cancelled; the reason is its cause, or is thrown itself when it is one
     */
    T orElseThrow();

    /**
     * It ended with a value.
     *
     * @param <T> the type of the value
     * @param value the value, which may be null
     */
    record Value<T extends @Nullable Object>(T value) implements Outcome<T> {
        static final Outcome<?> OF_NULL = new Value<@Nullable Object>(null);

        @Override
        public T orElseThrow() {
            return value;
        }
    }

    /**
     * It failed.
     *
     * @param <T> the type of the value that did not come
     * @param cause what the source raised, the same object (law L2)
     */
    record Failure<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {

        /** Refuses a null cause. */
        public Failure {
            Objects.requireNonNull(cause, "a failure needs a cause, which is null here");
        }

        /**
         * Throws the cause itself, checked or not, without wrapping it.
         *
         * @return never
         */
        @Override
        public T orElseThrow() {
            throw Failures.sneak(cause);
        }
    }

    /**
     * It was cancelled.
     *
     * @param <T> the type of the value that did not come
     * @param reason why, or null when nobody said
     */
    record Cancelled<T extends @Nullable Object>(@Nullable Throwable reason) implements Outcome<T> {
        static final Outcome<?> NO_REASON = new Cancelled<>(null);

        @Override
        public T orElseThrow() {
            throw toException();
        }

        /**
         * The cancellation as ecosystems carry it that know only values and errors (law L5).
         *
         * @return the reason when it is a CancellationException, otherwise a new one that has the reason as its cause
         */
        public CancellationException toException() {
            if (reason instanceof CancellationException already) {
                return already;
            }
            CancellationException exception = new CancellationException("The task was cancelled.");
            if (reason != null) {
                exception.initCause(reason);
            }
            return exception;
        }
    }
}
