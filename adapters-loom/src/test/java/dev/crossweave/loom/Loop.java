package dev.crossweave.loom;

import dev.crossweave.RunQueue;
import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One platform thread that runs a queue, and knows who has scheduled what on it. */
final class Loop implements Schedule, AutoCloseable {

    final RunQueue queue = new RunQueue();
    final Thread thread;

    /** The platform threads from which steps were scheduled. */
    final List<Thread> wakers = new CopyOnWriteArrayList<>();

    Loop() {
        thread = Thread.ofPlatform().name("loop").daemon().start(() -> {
            try {
                queue.runUntilClosed();
            } catch (InterruptedException e) {
                queue.close();
            }
        });
    }

    @Override
    public void schedule(RunnableTask task) {
        wakers.add(LoomSteps.carrier());
        queue.schedule(task);
    }

    @Override
    public void close() throws InterruptedException {
        queue.close();
        thread.join();
    }
}
