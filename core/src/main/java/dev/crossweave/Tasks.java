package dev.crossweave;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
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
        return new Spawner(Objects.requireNonNull(schedule, "tasks need a schedule, which is null here"), null, null,
                null, null);
    }

    /**
     * A task that has ended with a value. One object.
     *
     * @param <T> the type of the value
     * @param value the value, which may be null
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> value(T value) {
        return new Completer<>(TaskState.STARTED | TaskState.VALUE, value);
    }

    /**
     * A task that has failed. One object.
     *
     * @param <T> the type of the value that did not come
     * @param cause what went wrong
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> failed(Throwable cause) {
        return new Completer<>(TaskState.STARTED | TaskState.FAILED,
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
        return new Completer<>(TaskState.STARTED | TaskState.CANCELLED, reason);
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
        return Timeouts.delay(delay, Timeouts.timer());
    }

    /**
     * As {@link #delay(Duration)}, by a timer of one's own.
     *
     * @param delay how long from now; zero or less has passed already
     * @param timer measures the time, and ends the task on its thread
     * @return the task; it has failed when the timer rejects it
     */
    public static Task<@Nullable Void> delay(Duration delay, ScheduledExecutorService timer) {
        return Timeouts.delay(delay, timer);
    }

    /**
     * All values, in the order of the tasks. The first task that doesn't end with a value decides, and takes the others with
     * it; the result is seen when every one has ended, as in a {@link TaskScope}, which owns them.
     *
     * @param <T> the type of the values
     * @param tasks any number of tasks; lazy ones are started
     * @return a task; cancelling it cancels them all
     */
    public static <T extends @Nullable Object> Task<List<T>> all(Collection<? extends Task<? extends T>> tasks) {
        TaskScope scope = new TaskScope();
        List<Task<? extends T>> forked = new ArrayList<>(tasks.size());
        for (Task<? extends T> task : tasks) {
            forked.add(Objects.requireNonNull(task, "all was given a task that is null"));
        }
        forked.forEach(scope::fork);
        return scope.join(() -> {
            List<T> values = new ArrayList<>(forked.size());
            forked.forEach(task -> values.add(task.resultNow()));
            return values;
        });
    }

    /**
     * The first outcome, whatever it is. The other tasks are released; the result doesn't wait for them.
     *
     * @param <T> the type of the value
     * @param tasks one task at least; lazy ones are started with the result
     * @return a lazy task; cancelling it releases them all
     */
    public static <T extends @Nullable Object> Task<T> race(Collection<? extends Task<? extends T>> tasks) {
        return new Race<>(tasks);
    }
}
