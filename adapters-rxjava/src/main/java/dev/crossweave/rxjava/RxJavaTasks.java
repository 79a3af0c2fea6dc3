package dev.crossweave.rxjava;

import dev.crossweave.Task;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeSource;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link Single} and {@link Maybe} ↔ {@link Task}. The conversions and what they keep are in the table of this package. */
public final class RxJavaTasks {

    private RxJavaTasks() {
    }

    /**
     * Converts a Single, which is subscribed once, when the task is first awaited or started (law L3). The task is itself
     * the observer: one object, no scheduler, no hop.
     *
     * @param <T> the type of the value
     * @param single a cold source; what the task starts, it owns (law L4)
     * @return a lazy task; the very task that the Single was made from, when there is one (L15)
     */
    public static <T> Task<T> fromSingle(SingleSource<? extends T> single) {
        Objects.requireNonNull(single, "fromSingle needs a Single, which is null here");
        return single instanceof TaskSingle<? extends T> ours ? covariant(ours.task()) : SingleTask.ofSingle(single);
    }

    /**
     * Converts a Maybe, as {@link #fromSingle} does a Single.
     *
     * @param <T> the type of the value
     * @param maybe a cold source; what the task starts, it owns (law L4)
     * @return a lazy task, with null for an empty Maybe; the very task that the Maybe was made from, when there is one (L15)
     */
    public static <T> Task<@Nullable T> fromMaybe(MaybeSource<? extends T> maybe) {
        Objects.requireNonNull(maybe, "fromMaybe needs a Maybe, which is null here");
        return maybe instanceof TaskMaybe<? extends T> ours ? covariant(ours.task()) : SingleTask.ofMaybe(maybe);
    }

    /**
     * A Single that ends as the task does, for any number of observers; the first subscription starts a lazy task. Null,
     * which a Single can't hold, is a {@link java.util.NoSuchElementException} (law L1); Cancelled is a
     * {@link java.util.concurrent.CancellationException}. Disposing releases the task (law L6). One allocation, and one for
     * each subscription.
     *
     * @param <T> the type of the value
     * @param task any task
     * @return a new Single
     */
    public static <T> Single<T> toSingle(Task<? extends @Nullable T> task) {
        return new TaskSingle<>(covariant(Objects.requireNonNull(task, "toSingle needs a task, which is null here")));
    }

    /**
     * A Maybe that ends as the task does, as {@link #toSingle} makes a Single; null is empty.
     *
     * @param <T> the type of the value
     * @param task any task
     * @return a new Maybe
     */
    public static <T> Maybe<T> toMaybe(Task<? extends @Nullable T> task) {
        return new TaskMaybe<>(covariant(Objects.requireNonNull(task, "toMaybe needs a task, which is null here")));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // a task only gives values out
    private static <T extends @Nullable Object> Task<T> covariant(Task<? extends T> task) {
        return (Task<T>) task;
    }
}
