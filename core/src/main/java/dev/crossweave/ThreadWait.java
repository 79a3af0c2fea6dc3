package dev.crossweave;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;

/**
 * Parks the current thread, platform or virtual, until a task has ended. What the task remembers is the thread itself, so a
 * wait allocates nothing; an unpark that comes late means one look more in a later wait.
 *
 * <p>No end is missed: the thread is registered and then looks at the word, an end writes the word and then takes who is
 * registered (R4); and an unpark that comes between the look and the park is a permit, which ends the park.
 */
final class ThreadWait {

    private ThreadWait() {
    }

    /** Waits without limit; starts the task when it is lazy. */
    static void await(BaseTask<?> task) throws InterruptedException {
        await(task, Long.MAX_VALUE);
    }

    /**
     * Waits. When the thread is interrupted while the task has not ended, the flag is cleared and InterruptedException
     * thrown; when it has ended, the flag stays as it is (law L13). A thread that must not block is refused, unless the task
     * has ended already (law L12).
     *
     * @return false when the time is over and the task has not ended
     */
    static boolean await(BaseTask<?> task, long nanos) throws InterruptedException {
        if (task.isDone()) {
            return true;
        }
        NonBlockingThreads.checkMayBlock(task); // before a lazy task is started
        if (nanos <= 0) {
            task.start();
            return task.isDone();
        }
        long deadline = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + nanos;
        Thread waiter = Thread.currentThread();
        try {
            if (waiter instanceof ForkJoinWorkerThread) {
                ForkJoinPool.managedBlock(new Blocker(task, deadline)); // lets the pool put another worker in this one's place
            } else {
                while (!park(task, deadline)) {
                    // a park may end for no reason, or because of a permit that someone else left: look again
                }
            }
            return task.isDone();
        } finally {
            if (!task.isDone()) {
                task.removeAwaiter(waiter);
            }
        }
    }

    /**
     * Parks once, at most. Returns true when the wait is over. Registers before each park: who polls an earlier life of an
     * {@link EmbeddedTask} too late takes out, and unparks, those who wait for the present one.
     */
    private static boolean park(BaseTask<?> task, long deadline) throws InterruptedException {
        if (task.register(TaskState.ANY_LIFE, Thread.currentThread()).isReady()) {
            return true;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for " + task);
        }
        if (deadline == Long.MAX_VALUE) {
            LockSupport.park(task);
        } else {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            LockSupport.parkNanos(task, left);
        }
        return task.isDone();
    }

    private record Blocker(BaseTask<?> task, long deadline) implements ForkJoinPool.ManagedBlocker {

        @Override
        public boolean isReleasable() {
            return task.isDone();
        }

        @Override
        public boolean block() throws InterruptedException {
            return park(task, deadline);
        }
    }
}
