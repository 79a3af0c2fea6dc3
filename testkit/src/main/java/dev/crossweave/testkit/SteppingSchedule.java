package dev.crossweave.testkit;

import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that polls nothing by itself: a test takes one step at a time, on its own thread, and sees what was asked for
 * in between. It takes the place of sleeping in tests. Tasks may be scheduled from any thread; oldest first, or in an order
 * that a seed decides: the same seed replays the same order, as long as what the tasks do depends on nothing else. A
 * {@linkplain #strict() strict} one finds out when it does.
 */
public final class SteppingSchedule implements Schedule {

    private final List<RunnableTask> ready = new ArrayList<>();
    private final @Nullable Random order;
    private final String description;
    private int scheduled;
    private int wokenWhileRunning;
    private @Nullable RuntimeException rejection;

    /** The one thread of a strict schedule, and which thread the caller is on. */
    private @Nullable Thread world;
    private Supplier<Thread> here = Thread::currentThread;
    private @Nullable IllegalStateException foreign;

    /** An empty schedule that polls the oldest ready task first. */
    public SteppingSchedule() {
        this.order = null;
        this.description = "oldest first";
    }

    /**
     * An empty schedule that polls any of the ready tasks.
     *
     * @param seed decides which
     */
    public SteppingSchedule(long seed) {
        this.order = new Random(seed);
        this.description = "seed " + seed;
    }

    @Override
    public void schedule(RunnableTask task) {
        schedule(task, false);
    }

    @Override
    public synchronized void schedule(RunnableTask task, boolean wokenWhileRunning) {
        if (rejection != null) {
            throw rejection;
        }
        if (world != null) {
            checkOrigin(task, world);
        }
        scheduled++;
        this.wokenWhileRunning += wokenWhileRunning ? 1 : 0;
        ready.add(task);
    }

    /**
     * From now on rejects every task, as an executor that was shut down does.
     *
     * @return what it throws from now on
     */
    public synchronized RuntimeException reject() {
        rejection = new RejectedExecutionException("this stepping schedule was told to reject");
        return rejection;
    }

    /**
     * As {@link #strict(Supplier)}, for tasks that are polled and woken by platform threads.
     *
     * @return this schedule
     */
    public SteppingSchedule strict() {
        return strict(Thread::currentThread);
    }

    /**
     * From now on takes tasks from the current thread alone. A wake from any other is one that no seed replays: a timer, a
     * socket, a thread of somebody else. Such a task fails with an exception that says so (law L18), and the next
     * {@link #step()}, {@link #take()}, {@link #size()} or {@link #runAll()} throws it too, once; so a test that came to its end
     * without any has run in the order that the seed decided.
     *
     * @param here tells which platform thread the caller is on: {@code LoomSteps::carrier} where virtual threads are stepped,
     *     which wake each other
     * @return this schedule
     */
    public synchronized SteppingSchedule strict(Supplier<Thread> here) {
        this.here = Objects.requireNonNull(here, "strict needs to know the thread, which is null here");
        this.world = Thread.currentThread();
        return this;
    }

    private void checkOrigin(RunnableTask task, Thread world) {
        Thread origin = here.get();
        if (origin != world) {
            IllegalStateException found = new IllegalStateException("Nondeterminism: " + task + " was woken by "
                    + origin
                    + ", which is outside of this " + this + "; expected wakes by " + world
                    + " alone, which a seed can replay. Sleeps, monitors that are contended, sockets and other threads can't be"
                    + " replayed: use locks of java.util.concurrent, and let tasks of this schedule do the waking.");
            if (foreign == null) {
                foreign = found;
            }
            throw found;
        }
    }

    private void reportForeign() {
        IllegalStateException found = foreign;
        foreign = null;
        if (found != null) {
            throw found;
        }
    }

    /**
     * Polls the next ready task once, on this thread.
     *
     * @return whether the task was woken during the poll, as {@link RunnableTask#step()} says
     * @throws NoSuchElementException when nothing is ready
     * @throws IllegalStateException when this schedule is {@linkplain #strict() strict} and a wake came from outside
     */
    public boolean step() {
        return take().step();
    }

    /**
     * Polls until nothing is ready.
     *
     * @return how many steps that took
     * @throws IllegalStateException when this schedule is {@linkplain #strict() strict} and a wake came from outside
     */
    public int runAll() {
        int steps = 0;
        while (size() > 0) {
            step();
            steps++;
        }
        return steps;
    }

    /**
     * Takes the next ready task out, and with it the duty to run or discard it.
     *
     * @return the right to poll once
     * @throws NoSuchElementException when nothing is ready
     * @throws IllegalStateException when this schedule is {@linkplain #strict() strict} and a wake came from outside
     */
    public synchronized RunnableTask take() {
        reportForeign();
        if (ready.isEmpty()) {
            throw new NoSuchElementException("nothing is ready; " + this);
        }
        return ready.remove(order == null ? 0 : order.nextInt(ready.size()));
    }

    /**
     * How many tasks are ready.
     *
     * @return the count
     * @throws IllegalStateException when this schedule is {@linkplain #strict() strict} and a wake came from outside
     */
    public synchronized int size() {
        reportForeign();
        return ready.size();
    }

    /**
     * How often a task was scheduled, since the beginning.
     *
     * @return the count
     */
    public synchronized int scheduled() {
        return scheduled;
    }

    /**
     * How often a task was scheduled because it had been woken during its own poll.
     *
     * @return the count
     */
    public synchronized int scheduledWhileRunning() {
        return wokenWhileRunning;
    }

    @Override
    public synchronized String toString() {
        return "stepping schedule (" + description + ", " + ready.size() + " ready, " + scheduled
                + " scheduled so far)";
    }
}
