package dev.crossweave;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where things go that no awaiter will see: errors that came after the outcome was fixed (law L8), and values that lost
 * a race with cancellation (law L9). One hook of each kind for the process. Spawned tasks can have a hook for late errors of
 * their own ({@link Spawner#onLateError}), and those of an adapter report to their ecosystem's. Each error and each value is
 * handed over exactly once.
 */
public final class Hooks {

    private static volatile @Nullable Consumer<? super Throwable> lateError;
    private static volatile @Nullable Consumer<Object> discard;

    private Hooks() {
    }

    /**
     * Sets what receives late errors. Without one they go to the uncaught-exception handler of the thread at hand.
     *
     * @param hook called on the thread that found the error; what it throws goes to that thread's uncaught-exception
     *     handler; null for the default
     */
    public static void onLateError(@Nullable Consumer<? super Throwable> hook) {
        lateError = hook;
    }

    /**
     * Sets what receives discarded values. Without one they are left to the garbage collector. Closing what can be
     * closed is {@code Hooks.onDiscard(Hooks::close)}.
     *
     * @param hook called on the thread that discards; what it throws is a late error; null for the default
     */
    public static void onDiscard(@Nullable Consumer<Object> hook) {
        discard = hook;
    }

    /**
     * Closes a discarded value that is {@link AutoCloseable}; what closing throws is a late error.
     *
     * @param value a discarded value
     */
    public static void close(Object value) {
        if (value instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                lateError(e);
            }
        }
    }

    /**
     * Reports an error that no awaiter will see. For adapters.
     *
     * @param error what went wrong too late
     */
    public static void lateError(Throwable error) {
        lateError(lateError, error);
    }

    /** As {@link #lateError(Throwable)}, to a hook of the task's own when there is one. */
    static void lateErrorOf(Spawner spawner, Throwable error) {
        Consumer<? super Throwable> own = spawner.lateErrors();
        lateError(own != null ? own : lateError, error);
    }

    private static void lateError(@Nullable Consumer<? super Throwable> hook, Throwable error) {
        Objects.requireNonNull(error, "a late error was reported without the error: null");
        if (hook == null) {
            uncaught(error);
            return;
        }
        try {
            hook.accept(error);
        } catch (Throwable thrown) {
            if (thrown != error) {
                thrown.addSuppressed(error);
            }
            uncaught(thrown);
        }
    }

    /**
     * Hands over a value that no awaiter will see. For adapters.
     *
     * @param value the value; null is nothing that anyone would miss
     */
    public static void discard(@Nullable Object value) {
        Consumer<Object> hook = discard;
        if (hook == null || value == null) {
            return;
        }
        try {
            hook.accept(value);
        } catch (Throwable thrown) {
            lateError(thrown);
        }
    }

    private static void uncaught(Throwable error) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
        } catch (Throwable broken) {
            // The JVM ignores what an uncaught-exception handler throws; there is nobody left to tell.
            broken.addSuppressed(error);
        }
    }
}
