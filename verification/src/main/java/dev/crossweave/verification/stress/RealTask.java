package dev.crossweave.verification.stress;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;

/** The real task, scheduled or lazy, its right to poll in the hands of the scenario. */
final class RealTask implements Subject {

    private final RunnableTask right;
    private final Task<?> task;
    private final Waker waker;

    RealTask(Pollable<?> job, Schedule schedule) {
        this(Tasks.on(schedule).prepare(job));
    }

    static RealTask lazy(Pollable<?> job, Schedule schedule) {
        return new RealTask((RunnableTask) Tasks.on(schedule).lazy(job)); // one object, too
    }

    private RealTask(RunnableTask right) {
        this.right = right;
        task = right.task();
        waker = (Waker) task; // one object: the waker that its pollable is given
    }

    @Override
    public void wake() {
        waker.wake();
    }

    @Override
    public boolean run() {
        try {
            right.run();
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    @Override
    public boolean discard() {
        try {
            right.discard(null);
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    @Override
    public boolean cancel() {
        return task.cancel();
    }

    @Override
    public boolean cancel(Throwable reason) {
        return task.cancel(reason);
    }

    @Override
    public Poll<?> poll(Waker waker) {
        return task.poll(waker);
    }

    @Override
    public Poll<?> peek() {
        return task.peek();
    }

    @Override
    public void forget(Waker waker) {
        task.forget(waker);
    }

    @Override
    public void detach() {
        task.detach();
    }
}
