package dev.crossweave.testkit;

import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that polls nothing by itself: a test takes one step at a time, on its own thread, and sees what was asked for
 * in between. It takes the place of sleeping in tests. Tasks may be scheduled from any thread; oldest first, or in an order
 * that a seed decides: the same seed replays the same order, as long as what the tasks do depends on nothing else.
 */
public final class SteppingSchedule implements Schedule {

    private final List<RunnableTask> ready = new ArrayList<>();
    private final @Nullable Random order;
    private final String description;
    private int scheduled;
    private int wokenWhileRunning;
    private @Nullable RuntimeException rejection;

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
     * Polls the next ready task once, on this thread.
     *
     * @return whether the task was woken during the poll, as {@link RunnableTask#step()} says
     * @throws NoSuchElementException when nothing is ready
     */
    public boolean step() {
        return take().step();
    }

    /**
     * Polls until nothing is ready.
     *
     * @return how many steps that took
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
     */
    public synchronized RunnableTask take() {
        if (ready.isEmpty()) {
            throw new NoSuchElementException("nothing is ready; " + this);
        }
        return ready.remove(order == null ? 0 : order.nextInt(ready.size()));
    }

    /**
     * How many tasks are ready.
     *
     * @return the count
     */
    public synchronized int size() {
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
