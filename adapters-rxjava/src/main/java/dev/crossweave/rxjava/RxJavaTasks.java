package dev.crossweave.rxjava;

import dev.crossweave.Pollable;
import dev.crossweave.Rest;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableSource;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeSource;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link Single}, {@link Maybe} and {@link Completable} ↔ {@link Task} and {@link Pollable}. The conversions and what they keep are
 * in the table of this package.
 */
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
     * Converts a Completable, as {@link #fromSingle} does a Single.
     *
     * @param completable a cold source; what the task starts, it owns (law L4)
     * @return a lazy task, which ends with null
     */
    public static Task<@Nullable Void> fromCompletable(CompletableSource completable) {
        return SingleTask.ofCompletable(
                Objects.requireNonNull(completable, "fromCompletable needs a Completable, which is null here"));
    }

    /**
     * Converts the first of many values. As {@link #fromSingle} for what isn't said here.
     *
     * @param <T> the type of the value
     * @param flowable a cold source
     * @param rest whether the source is cancelled with its first value, or runs to its end, with which the task then ends
     * @return a lazy task, with null for an empty Flowable
     */
    public static <T> Task<@Nullable T> first(Flowable<? extends T> flowable, Rest rest) {
        return new FirstTask<>(Objects.requireNonNull(flowable, "first needs a Flowable, which is null here"),
                Objects.requireNonNull(rest, "first needs to know what becomes of the rest, which is null here"));
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

    /**
     * A Completable that ends as the task does, as {@link #toSingle} makes a Single; the value is not shown. So the way back,
     * which ends with null, is another task (L15).
     *
     * @param task any task
     * @return a new Completable
     */
    public static Completable toCompletable(Task<? extends @Nullable Object> task) {
        return new TaskCompletable<>(
                covariant(Objects.requireNonNull(task, "toCompletable needs a task, which is null here")));
    }

    /**
     * A Single that ends as a computation does, which the first subscription starts. It is polled by the thread that subscribes
     * or wakes; who wants another schedule spawns it there and converts the task. Later subscriptions share its outcome.
     * Disposing cancels it.
     *
     * @param <T> the type of the value
     * @param pollable belongs to the Single from now on
     * @return a new Single, as {@link #toSingle(Task)} says
     */
    public static <T> Single<T> toSingle(Pollable<? extends @Nullable T> pollable) {
        return toSingle(task(pollable, "toSingle"));
    }

    /**
     * A Maybe that ends as a computation does, as {@link #toSingle(Pollable)} makes a Single; null is empty.
     *
     * @param <T> the type of the value
     * @param pollable belongs to the Maybe from now on
     * @return a new Maybe
     */
    public static <T> Maybe<T> toMaybe(Pollable<? extends @Nullable T> pollable) {
        return toMaybe(task(pollable, "toMaybe"));
    }

    /**
     * A Completable that ends as a computation does, as {@link #toSingle(Pollable)} makes a Single; the value is not shown.
     *
     * @param pollable belongs to the Completable from now on
     * @return a new Completable
     */
    public static Completable toCompletable(Pollable<? extends @Nullable Object> pollable) {
        return toCompletable(task(pollable, "toCompletable"));
    }

    private static <T extends @Nullable Object> Task<? extends T> task(Pollable<? extends T> pollable, String method) {
        Objects.requireNonNull(pollable, method + " needs a pollable, which is null here");
        return pollable instanceof Task<? extends T> task ? task : Tasks.on(Schedule.inline()).lazy(pollable);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // a task only gives values out
    private static <T extends @Nullable Object> Task<T> covariant(Task<? extends T> task) {
        return (Task<T>) task;
    }
}
