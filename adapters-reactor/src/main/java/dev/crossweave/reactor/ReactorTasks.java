package dev.crossweave.reactor;

import dev.crossweave.Pollable;
import dev.crossweave.Rest;
import dev.crossweave.Task;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@link Mono} ↔ {@link Task} and {@link Pollable}. The conversions and what they keep are in the table of this package. */
public final class ReactorTasks {

    private ReactorTasks() {
    }

    /**
     * Converts a Mono, which is subscribed once, when the task is first awaited or started (law L3). The task is itself the
     * subscriber: one object, no scheduler, no hop.
     *
     * @param <T> the type of the value
     * @param mono a cold source; what the task starts, it owns (law L4)
     * @return a lazy task, with null for an empty Mono; the very task that the Mono was made from, when there is one (L15)
     */
    public static <T> Task<@Nullable T> fromMono(Mono<? extends T> mono) {
        Objects.requireNonNull(mono, "fromMono needs a Mono, which is null here");
        return mono instanceof TaskMono<? extends T> ours ? covariant(ours.task()) : new MonoTask<>(mono);
    }

    /**
     * A Mono that ends as the task does, for any number of subscribers; the first subscription starts a lazy task. Null is
     * empty, Cancelled is a {@link java.util.concurrent.CancellationException}. Cancelling a subscription releases the task
     * (law L6). One allocation, and one for each subscription.
     *
     * @param <T> the type of the value
     * @param task any task
     * @return a new Mono
     */
    public static <T> Mono<T> toMono(Task<? extends @Nullable T> task) {
        return new TaskMono<>(covariant(Objects.requireNonNull(task, "toMono needs a task, which is null here")));
    }

    /**
     * A Mono that ends as a computation does, which the first subscription starts, in the Reactor Context of that subscriber
     * (law L10). It is polled by the thread that subscribes or wakes; who wants another schedule spawns it there and converts
     * the task. Later subscriptions share its outcome. Cancelling a subscription cancels it.
     *
     * @param <T> the type of the value
     * @param pollable belongs to the Mono from now on
     * @return a new Mono
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // a pollable only gives values out
    public static <T> Mono<T> toMono(Pollable<? extends @Nullable T> pollable) {
        Objects.requireNonNull(pollable, "toMono needs a pollable, which is null here");
        return pollable instanceof Task<? extends @Nullable T> task
                ? toMono(task)
                : new PollableMono<>((Pollable<@Nullable T>) pollable);
    }

    /**
     * Converts the first of many values. As {@link #fromMono} for what isn't said here.
     *
     * @param <T> the type of the value
     * @param flux a cold source
     * @param rest whether the source is cancelled with its first value, or runs to its end, with which the task then ends
     * @return a lazy task, with null for an empty Flux
     */
    public static <T> Task<@Nullable T> first(Flux<? extends T> flux, Rest rest) {
        return new FirstTask<>(Objects.requireNonNull(flux, "first needs a Flux, which is null here"),
                Objects.requireNonNull(rest, "first needs to know what becomes of the rest, which is null here"));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // a task only gives values out
    private static <T> Task<@Nullable T> covariant(Task<? extends @Nullable T> task) {
        return (Task<@Nullable T>) task;
    }
}
