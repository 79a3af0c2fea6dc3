package dev.crossweave.verification.stress;

import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;

/** The real task in the real run queue; it has had one poll, in which it woke itself, and lies in the queue. */
final class RealYield implements Yielding {

    private final RunQueue queue = new RunQueue();
    private final Task<?> task;

    RealYield(SelfWaking job) {
        task = Tasks.on(queue).spawn(job);
        queue.runOne();
    }

    @Override
    public void wake() {
        ((Waker) task).wake();
    }

    @Override
    public void runOne() {
        queue.runOne();
    }

    @Override
    public void runAll() {
        queue.runAll();
    }
}
