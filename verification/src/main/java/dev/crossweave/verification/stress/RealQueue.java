package dev.crossweave.verification.stress;

import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;

/** The real run queue; its tasks have had one poll and are idle. */
final class RealQueue implements Queue {

    private final RunQueue queue = new RunQueue();
    private final Task<?>[] tasks;

    RealQueue(Job... jobs) {
        tasks = new Task<?>[jobs.length];
        for (int i = 0; i < jobs.length; i++) {
            tasks[i] = Tasks.on(queue).spawn(jobs[i]);
        }
        queue.runAll();
    }

    @Override
    public void wake(int job) {
        ((Waker) tasks[job]).wake();
    }

    @Override
    public void runOne() {
        queue.runOne();
    }

    @Override
    public void runAll() {
        queue.runAll();
    }

    @Override
    public boolean runUntil(int job) {
        try {
            queue.runUntil(tasks[job]);
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    @Override
    public void close() {
        queue.close();
    }

    @Override
    public int kind(int job) {
        return Lost.kind(tasks[job].peek());
    }
}
