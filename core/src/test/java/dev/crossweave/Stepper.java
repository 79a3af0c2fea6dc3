package dev.crossweave;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A schedule that polls nothing by itself: the test takes the steps. It counts what it was asked for. */
final class Stepper implements Schedule {

    private final Deque<RunnableTask> ready = new ArrayDeque<>();
    private @Nullable Throwable rejection;
    private int scheduled;
    private int wokenWhileRunning;

    @Override
    public void schedule(RunnableTask task) {
        schedule(task, false);
    }

    @Override
    public synchronized void schedule(RunnableTask task, boolean whileRunning) {
        scheduled++;
        if (rejection != null) {
            throw Failures.sneak(rejection);
        }
        wokenWhileRunning += whileRunning ? 1 : 0;
        ready.add(task);
    }

    /** From now on throws this at whoever schedules. */
    synchronized void reject(@Nullable Throwable with) {
        rejection = with;
    }

    /** The oldest right to poll, taken out. */
    synchronized RunnableTask take() {
        return ready.remove();
    }

    boolean step() {
        return take().step();
    }

    /** Polls until nothing is ready. */
    int runAll() {
        int steps = 0;
        while (ready() > 0) {
            step();
            steps++;
        }
        return steps;
    }

    synchronized int ready() {
        return ready.size();
    }

    synchronized int scheduled() {
        return scheduled;
    }

    synchronized int scheduledWhileRunning() {
        return wokenWhileRunning;
    }
}
