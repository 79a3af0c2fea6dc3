package dev.crossweave;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a computation that runs on its own: hot, with any number of awaiters, keeping its outcome.
 *
 * <p>A task was spawned on a {@link Schedule} ({@link Tasks#on}), completed from outside ({@link Completer}), or
 * bridged from another ecosystem by an adapter. It ends exactly once, and keeps its {@link Outcome} and nothing else
 * (law L16).
 *
 * <p><b>Cancellation is a true join</b> (law L7): {@link #cancel()} only asks. The task is seen as ended, by whatever
 * method, when its pollable has been dropped or its source has let go, and not before.
 *
 * <p><b>There is no drop in Java</b>: a handle that nobody refers to any more cancels nothing. Who started a task
 * cancels it, or lets it run to its end.
 *
 * <p>Polling a task awaits it. A poll registers the waker until the task ends, where it is woken once; registering the
 * same waker again is remembered once; {@link #forget} takes it back. {@link #drop()} does nothing: a consumer that was
 * handed a task observes it and doesn't own it (law L4).
 *
 * @param <T> the type of the value
 */
public sealed interface Task<T extends @Nullable Object> extends Pollable<T>, Future<T> permits BaseTask {

    /**
     * Awaits the outcome without blocking; starts a task that is lazy. Two atomic operations at most while pending, one
     * read when ended. Any thread.
     *
     * @param waker woken once when the task ends
     * @return pending, or the outcome
     * @throws IllegalArgumentException when the waker is the task itself, which would wait for itself for ever
     */
    @Override
    Poll<T> poll(Waker waker);

    /**
     * Looks without awaiting: no waker is registered and nothing is started.
     *
     * @return pending, or the outcome
     */
    Poll<T> peek();

    /**
     * Starts a task that is lazy, once; does nothing to any other (law L3).
     *
     * @return this task
     */
    Task<T> start();

    /**
     * Takes a registered waker back, so that an awaiter that has lost interest is neither woken nor kept alive. It may
     * still be woken when the task ends at the same moment.
     *
     * @param waker a waker that was given to {@link #poll}
     */
    void forget(Waker waker);

    /**
     * Asks for cancellation. What happens next depends on what the task is: a spawned one drops its pollable on its
     * schedule, a bridged one cancels the source that it owns (law L4).
     *
     * @return false when the task has ended already, true otherwise
     */
    default boolean cancel() {
        return cancel(null);
    }

    /**
     * Asks for cancellation and says why. The first reason given wins.
     *
     * @param reason kept in the {@link Outcome.Cancelled}, or null
     * @return false when the task has ended already, true otherwise
     */
    boolean cancel(@Nullable Throwable reason);

    /**
     * As {@link #cancel()}.
     *
     * @param mayInterruptIfRunning ignored: whether a thread is interrupted depends on what the task is
     * @return false when the task has ended already, true otherwise
     */
    @Override
    default boolean cancel(boolean mayInterruptIfRunning) {
        return cancel(null);
    }

    /**
     * Counts one more waiter of a task that is {@link Ownership#SHARED}; does nothing to any other. Each handle of
     * another ecosystem that is made from a task retains it once.
     *
     * @return this task
     */
    Task<T> retain();

    /**
     * What a handle does when it was ended from outside (law L6): cancels the task, or, when the task is
     * {@link Ownership#SHARED}, gives one waiter up and cancels after the last.
     */
    void release();

    /**
     * Says that nobody means to look at the outcome. The task runs on as before; when it fails and no awaiter is told, the
     * failure is reported once as a late error instead of being lost (law L8).
     *
     * @return this task
     */
    Task<T> detach();

    /**
     * The name that {@code toString} shows.
     *
     * @return the name, or null when none was given
     */
    @Nullable String name();

    /**
     * This task with a deadline: its outcome if that comes in time, a failure with {@link TimeoutException} otherwise.
     * On time-out this task is released; the failure does not wait until it has let go. Cancelling the result releases
     * this task too.
     *
     * @param limit how long from now, more than zero
     * @return a new task
     */
    default Task<T> timeout(Duration limit) {
        return Timeouts.timeout(this, limit, Timeouts.timer());
    }

    /**
     * As {@link #timeout(Duration)}, by a timer of one's own.
     *
     * @param limit how long from now, more than zero
     * @param timer measures the time, and ends the new task on its thread when that is over
     * @return a new task; when the timer rejects it, it has failed with the rejection, and this task is released
     */
    default Task<T> timeout(Duration limit, ScheduledExecutorService timer) {
        return Timeouts.timeout(this, limit, timer);
    }

    /**
     * The same outcome, told elsewhere: whoever awaits the result, and every handle made from it, is told on the thread that
     * the schedule polls on, and not on the one that ended this task (law L11). A lazy task is started there, too. Cancelling
     * the result releases this task. Two objects.
     *
     * @param schedule where to resume, for instance an event loop
     * @return a new task; it has failed when the schedule rejects it (law L18)
     */
    default Task<T> resumeOn(Schedule schedule) {
        return Resumed.on(schedule, this);
    }

    // ------------------------------------------------------------------------------------------ composition

    /**
     * A task that ends with what a function makes of this task's value. Failure and cancellation pass as they are; what the
     * function throws is the failure. It is as lazy as this task; cancelling it releases this task (law L6), as for all that
     * follow.
     *
     * @param <R> the type of the result
     * @param function called once, on the thread that ends this task
     * @return a new task
     */
    default <R extends @Nullable Object> Task<R> map(Function<? super T, ? extends R> function) {
        return Follower.map(this, function);
    }

    /**
     * A task that goes on as the task that a function makes of this task's value. It owns that one: cancelling the result
     * releases it.
     *
     * @param <R> the type of the result
     * @param function called once, on the thread that ends this task; what it returns is started
     * @return a new task
     */
    default <R extends @Nullable Object> Task<R> then(Function<? super T, ? extends Task<? extends R>> function) {
        return Follower.then(this, function);
    }

    /**
     * A task that ends as this one, or, when this one fails, with what a function makes of the failure. Cancellation is no
     * failure (law L1).
     *
     * @param function called once at most, on the thread that ends this task; what it throws is the failure
     * @return a new task
     */
    default Task<T> recover(Function<? super Throwable, ? extends T> function) {
        return Follower.recover(this, function);
    }

    /**
     * A task that ends as this one, after an action. What the action throws fails a task that had a value, and is a late
     * error otherwise.
     *
     * @param action called once, on the thread that ends this task
     * @return a new task
     */
    default Task<T> whenDone(Consumer<? super Outcome<T>> action) {
        return Follower.whenDone(this, action);
    }

    /**
     * A future that ends as this task does. Whatever ends the future from outside releases this task, and its derived
     * futures pass cancellation on (law L6). One allocation.
     *
     * @return a new future
     */
    default CompletableFuture<T> toFuture() {
        return FutureTasks.toFuture(this);
    }

    /**
     * Blocks until the task has ended, and starts it when it is lazy. As {@link #get()} does, it refuses a thread that must not
     * block, unless the task has ended already (law L12).
     *
     * @return the value
     * @throws IllegalStateException on one of the {@link NonBlockingThreads}
     * @throws InterruptedException when the thread is interrupted while it waits; the task goes on
     * @throws CancellationException when the task was cancelled
     */
    T join() throws InterruptedException;

    @Override
    T get() throws InterruptedException, ExecutionException;

    @Override
    T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException;
}
