package dev.crossweave.loom;

import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/**
 * Virtual threads as a {@link Schedule}: each poll has one of its own, so that it may block without holding up any other.
 *
 * <pre>{@code
 * Schedule threads = LoomSchedules.virtualThreads("orders");
 * Task<Receipt> task = Tasks.on(threads).spawn(waker -> Poll.ready(database.blockingCall()));
 * other.resumeOn(threads)                                             // where a waiter goes on, and may block
 * }</pre>
 *
 * <p>A poll costs a thread, some microseconds and half a kilobyte; what is polled often belongs on a queue.
 */
public final class LoomSchedules {

    private LoomSchedules() {
    }

    /**
     * A schedule that polls on new virtual threads, named after it and counted: {@code orders-0}, {@code orders-1}. A thread
     * dump shows them together. Nothing needs to be closed; the schedule ends when nobody refers to it and its threads have
     * ended. The threads have the JDK's own scheduler whoever wakes, also when that is from inside of {@link LoomSteps}.
     *
     * @param name what its threads are called
     * @return a new schedule
     */
    public static Schedule virtualThreads(String name) {
        Objects.requireNonNull(name, "virtualThreads needs a name, which is null here");
        return new OnNewThreads(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory()));
    }

    /**
     * A schedule that polls on an executor of one's own, for instance a thread-per-task executor that is closed in the end.
     * One that was closed rejects, which fails the task (law L18). Virtual threads that it makes for a wake from inside of
     * {@link LoomSteps} take their steps on the schedule of those, as all that are started there.
     *
     * @param executor where tasks are polled
     * @return a schedule; two of one executor are equal
     */
    public static Schedule from(Executor executor) {
        Objects.requireNonNull(executor, "from needs an executor, which is null here");
        return new OnThreads(executor);
    }

    /** Two of one executor are equal. */
    private record OnThreads(Executor executor) implements Schedule {

        @Override
        public void schedule(RunnableTask task) {
            executor.execute(task);
        }
    }

    /**
     * A virtual thread inherits the scheduler of the one that makes it, and one of {@link LoomSteps} may have stopped before it
     * polls (L11). So where there may be such, a platform thread does the making.
     */
    record OnNewThreads(Executor executor) implements Schedule {

        @Override
        public void schedule(RunnableTask task) {
            if (Thread.currentThread().isVirtual() && StepEngines.isInUse()) {
                Makers.POOL.execute(() -> make(task));
            } else {
                executor.execute(task);
            }
        }

        /** Who has woken is gone by now: a task that gets no thread ends with that as the reason, and isn't stranded (L18). */
        private void make(RunnableTask task) {
            try {
                executor.execute(task);
            } catch (Throwable thrown) {
                task.discard(thrown);
            }
        }
    }

    /** Its daemon thread comes when it is needed, and goes when it was not for a minute. */
    private static final class Makers {
        private static final ForkJoinPool POOL =
                new ForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    }
}
