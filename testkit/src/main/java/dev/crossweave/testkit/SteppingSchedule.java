package dev.crossweave.testkit;

import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that polls nothing by itself: a test takes one step at a time, on its own thread, and sees what was asked for
 * in between. It takes the place of sleeping in tests. Tasks may be scheduled from any thread; oldest first.
 */
public final class SteppingSchedule implements Schedule {

    private final Queue<RunnableTask> ready = new ArrayDeque<>();
    private int scheduled;
    private int wokenWhileRunning;
    private @Nullable RuntimeException rejection;

    /** An empty schedule. */
    public SteppingSchedule() {
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
     * Polls the oldest ready task once, on this thread.
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
     * Takes the oldest ready task out, and with it the duty to run or discard it.
     *
     * @return the right to poll once
     * @throws NoSuchElementException when nothing is ready
     */
    public synchronized RunnableTask take() {
        if (ready.isEmpty()) {
            throw new NoSuchElementException("nothing is ready; " + this);
        }
        return ready.remove();
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
        return "stepping schedule (" + ready.size() + " ready, " + scheduled + " scheduled so far)";
    }
}
