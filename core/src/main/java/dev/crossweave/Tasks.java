package dev.crossweave;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes tasks. Conversions from other ecosystems are in {@link FutureTasks} and in the adapters. */
public final class Tasks {

    private Tasks() {
    }

    /**
     * Spawns on a schedule: {@code Tasks.on(executor::execute).spawn(pollable)}.
     *
     * @param schedule where the tasks are polled
     * @return a spawner, reusable from any thread
     */
    public static Spawner on(Schedule schedule) {
        return new Spawner(Objects.requireNonNull(schedule, "tasks need a schedule, which is null here"), null, null);
    }

    /**
     * A task that has ended with a value. One object.
     *
     * @param <T> the type of the value
     * @param value the value, which may be null
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> value(T value) {
        return new Completer<>(TaskState.VALUE, value);
    }

    /**
     * A task that has failed. One object.
     *
     * @param <T> the type of the value that did not come
     * @param cause what went wrong
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> failed(Throwable cause) {
        return new Completer<>(TaskState.FAILED,
                Objects.requireNonNull(cause, "a failure needs a cause, which is null here"));
    }

    /**
     * A task that was cancelled. One object.
     *
     * @param <T> the type of the value that did not come
     * @param reason why, or null
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> cancelled(@Nullable Throwable reason) {
        return new Completer<>(TaskState.CANCELLED, reason);
    }

    /**
     * A task that has ended with this outcome. One object.
     *
     * @param <T> the type of the value
     * @param outcome the outcome
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> ended(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Value<T>(T value) -> value(value);
            case Outcome.Failure<T>(Throwable cause) -> failed(cause);
            case Outcome.Cancelled<T>(Throwable reason) -> cancelled(reason);
        };
    }

    /**
     * A task that ends with null after a while, on the timer's thread.
     *
     * @param delay how long from now; zero or less has passed already
     * @return the task; cancelling it takes it off the timer
     */
    public static Task<@Nullable Void> delay(Duration delay) {
        return Timeouts.delay(delay);
    }
}
