package dev.crossweave.benchmarks.families;

import dev.crossweave.RunQueue;
import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread-safe queue and the way to run what is in it.
 *
 * @param schedule receives tasks
 * @param runAll polls until nothing is ready
 */
record Lane(Schedule schedule, Runnable runAll) {

    /** The library's. */
    static final Supplier<Lane> RUN_QUEUE = () -> {
        RunQueue queue = new RunQueue();
        return new Lane(queue, queue::runAll);
    };

    /** What one would write without it: the same tasks, in an ArrayDeque behind a lock. */
    static final Supplier<Lane> LOCK_QUEUE = () -> {
        LockQueue queue = new LockQueue();
        return new Lane(queue, queue::runAll);
    };

    private static final class LockQueue implements Schedule {

        private final ReentrantLock lock = new ReentrantLock();
        private final ArrayDeque<RunnableTask> ready = new ArrayDeque<>();

        @Override
        public void schedule(RunnableTask task) {
            lock.lock();
            try {
                ready.add(task);
            } finally {
                lock.unlock();
            }
        }

        private @Nullable RunnableTask take() {
            lock.lock();
            try {
                return ready.poll();
            } finally {
                lock.unlock();
            }
        }

        void runAll() {
            for (@Nullable RunnableTask task = take(); task != null; task = take()) {
                task.run();
            }
        }
    }
}
