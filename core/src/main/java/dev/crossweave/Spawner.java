package dev.crossweave;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Spawns tasks on one schedule, all with the same options. Immutable, so one can be kept and used from any thread; the
 * tasks refer to it instead of having the options themselves. {@link Tasks#on} makes the first.
 */
public final class Spawner {

    private static final Spawner NAMELESS = new Spawner(null, null);

    private final Schedule schedule;
    private final @Nullable String name;
    private final @Nullable Thread owner;
    private final @Nullable Object metadata;
    private final @Nullable Consumer<? super Throwable> lateErrors;
    private final Spawner afterEnd;
    private final int queued;
    private final int lane;

    Spawner(Schedule schedule, @Nullable String name, @Nullable Thread owner, @Nullable Object metadata,
            @Nullable Consumer<? super Throwable> lateErrors) {
        this.schedule = schedule;
        this.name = name;
        this.owner = owner;
        this.metadata = metadata;
        this.lateErrors = lateErrors;
        this.afterEnd = name == null && lateErrors == null ? NAMELESS : new Spawner(name, lateErrors);
        this.queued = schedule instanceof RunQueue ? TaskState.QUEUED : 0;
        this.lane = (metadata instanceof Priority priority ? priority : Priority.NORMAL).lane;
    }

    /** For tasks that have ended (L16): what they are called, and who hears of a failure that nobody looked at. */
    private Spawner(@Nullable String name, @Nullable Consumer<? super Throwable> lateErrors) {
        this.schedule = ended -> {
            throw new IllegalStateException(ended + " has ended and can't be scheduled.");
        };
        this.name = name;
        this.owner = null;
        this.metadata = null;
        this.lateErrors = lateErrors;
        this.afterEnd = this;
        this.queued = 0;
        this.lane = 0;
    }

    /**
     * The same options with a name for the tasks, which {@code toString} shows.
     *
     * @param name the name
     * @return a new spawner
     */
    public Spawner named(String name) {
        return new Spawner(schedule, Objects.requireNonNull(name, "named needs a name, which is null here"), owner,
                metadata, lateErrors);
    }

    /**
     * The same options for tasks that may only be polled on the current thread. Running one elsewhere is an exception
     * that names both threads; wakes may come from anywhere (law L17).
     *
     * @return a new spawner
     */
    public Spawner local() {
        return new Spawner(schedule, name, Thread.currentThread(), metadata, lateErrors);
    }

    /**
     * The same options with something that the schedule wants to know of the tasks: a priority, a tenant, a trace. The
     * schedule reads it by {@link RunnableTask#metadata()}; a task that has ended has none. A {@link RunQueue} understands a
     * {@link Priority}.
     *
     * @param metadata anything
     * @return a new spawner
     */
    public Spawner metadata(Object metadata) {
        return new Spawner(schedule, name, owner, Objects.requireNonNull(metadata, "metadata is null here"),
                lateErrors);
    }

    /**
     * The same options with a hook of the tasks' own for late errors (law L8): what a poll throws after cancellation, what a
     * drop throws, and the failure of a detached task at which nobody looked.
     *
     * @param hook called on the thread that found the error; what it throws goes to that thread's uncaught-exception handler
     * @return a new spawner
     */
    public Spawner onLateError(Consumer<? super Throwable> hook) {
        return new Spawner(schedule, name, owner, metadata,
                Objects.requireNonNull(hook, "onLateError needs a hook, which is null here"));
    }

    /**
     * Starts a computation: makes the task and hands it to the schedule.
     *
     * @param <T> the type of the value
     * @param pollable what the task polls, and owns from now on (law L4)
     * @return the task; it has failed when the schedule rejected it (law L18)
     */
    public <T extends @Nullable Object> Task<T> spawn(Pollable<T> pollable) {
        boolean trusted = queued != 0;
        TaskCell<T> cell = new TaskCell<>(this, pollable(pollable),
                TaskState.STARTED | (trusted ? TaskState.RUNNING : TaskState.SCHEDULED));
        cell.handOver(false, trusted);
        return cell;
    }

    /**
     * Makes a task that starts at its first poll, await or {@link Task#start()} (law L3).
     *
     * @param <T> the type of the value
     * @param pollable what the task polls, and owns from now on (law L4)
     * @return the task, not started
     */
    public <T extends @Nullable Object> Task<T> lazy(Pollable<T> pollable) {
        return new TaskCell<>(this, pollable(pollable), 0);
    }

    /**
     * Makes a task and leaves its first poll to the caller: {@link RunnableTask#schedule()}, or
     * {@link RunnableTask#run()} here and now.
     *
     * @param pollable what the task polls, and owns from now on (law L4)
     * @return the right to poll once; {@link RunnableTask#task()} is the handle
     */
    public RunnableTask prepare(Pollable<?> pollable) {
        return new TaskCell<>(this, pollable(pollable), TaskState.STARTED | TaskState.SCHEDULED);
    }

    /** What is polled is what was given, in the context of here and now (L10). */
    private static <T extends @Nullable Object> Pollable<T> pollable(Pollable<T> pollable) {
        return TaskContext.capture()
                .wrap(Objects.requireNonNull(pollable, "a task needs a pollable, which is null here"));
    }

    void schedule(TaskCell<?> cell, boolean wokenWhileRunning) {
        if (schedule instanceof RunQueue queue) {
            queue.enqueue(cell);
        } else {
            schedule.schedule(cell, wokenWhileRunning);
        }
    }

    /** {@link TaskState#QUEUED} when the right to poll goes into a RunQueue, which then trusts it. */
    int queued() {
        return queued;
    }

    /** True when a task that woke itself can be run by nobody but the one that will run it next. */
    boolean keepsRightOnYield() {
        return queued != 0 || owner != null;
    }

    /**
     * What the tasks are called. For adapters whose tasks aren't spawned here but belong here.
     *
     * @return the name given to {@link #named}, or null
     */
    public @Nullable String name() {
        return name;
    }

    /**
     * Reports an error as the tasks of this spawner do: to the hook given to {@link #onLateError}, or else to that of the
     * process (law L8). For adapters.
     *
     * @param error what went wrong too late
     */
    public void lateError(Throwable error) {
        Hooks.lateErrorOf(this, error);
    }

    /**
     * What a task may keep of this spawner when it has ended (law L16): the name and the hook for late errors. For adapters.
     *
     * @return a spawner whose schedule refuses, and holds nothing
     */
    public Spawner afterEnd() {
        return afterEnd;
    }

    /** Which of a RunQueue's lanes. */
    int lane() {
        return lane;
    }

    @Nullable Thread owner() {
        return owner;
    }

    @Nullable Object metadata() {
        return metadata;
    }

    @Nullable Consumer<? super Throwable> lateErrors() {
        return lateErrors;
    }
}
