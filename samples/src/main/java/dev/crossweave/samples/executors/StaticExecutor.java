package dev.crossweave.samples.executors;

import dev.crossweave.EmbeddedTask;
import dev.crossweave.RunQueue;
import dev.crossweave.Spawner;
import dev.crossweave.Tasks;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A single-threaded executor that allocates nothing after start-up, in the manner of Embassy: the places for tasks are made
 * once, each is its task, and all queues link the tasks themselves. So the collector has nothing to do, whatever the load.
 *
 * <pre>{@code
 * StaticExecutor executor = new StaticExecutor();
 * Pool<Session> sessions = new Pool<>(64, () -> new Session(executor));
 * executor.run(); // on the thread that is to poll
 * }</pre>
 *
 * and later, on any thread: {@code take} one, give it what it needs, {@code start} it.
 */
public final class StaticExecutor implements AutoCloseable {

    private final RunQueue queue = new RunQueue();
    private final Spawner spawner = Tasks.on(queue);
    private final Alarm alarm = new Alarm();

    /** An executor with its alarm, which has a thread of its own as a timer has a chip. */
    public StaticExecutor() {
    }

    /** Polls on this thread until the executor is closed; parks while nothing is ready. */
    public void run() throws InterruptedException {
        queue.runUntilClosed();
    }

    /** Polls what is ready, for a thread with a loop of its own. */
    public long poll() {
        return queue.runAll();
    }

    /** What is ready ends as cancelled; what waits for the alarm, or is woken or started later, fails with the rejection (L18). */
    @Override
    public void close() {
        queue.close();
        alarm.close();
    }

    Thread alarmThread() {
        return alarm.thread();
    }

    /** A place for a task, and the task: extend it by what yours has to remember. */
    public abstract static class Slot extends EmbeddedTask<@Nullable Void> {

        private final Alarm alarm;
        private boolean used; // guarded by the pool

        /** When the alarm wakes this; linked while it is to. Guarded by the alarm. */
        long due;
        @Nullable Slot next;
        boolean armed;

        /** A place, not yet used. */
        protected Slot(StaticExecutor executor) {
            super(executor.spawner);
            this.alarm = executor.alarm;
        }

        /**
         * Has this task woken at a time, as {@link System#nanoTime} counts; to be called in a poll that then answers pending. The
         * latest call counts. A wake can come early, as any: look at the clock.
         */
        protected final void wakeAt(long nanoTime) {
            alarm.set(nanoTime, this);
        }
    }

    /** All places for one kind of task. Any thread. */
    public static final class Pool<S extends Slot> {

        private final List<S> slots;
        private int latest; // where the search begins, so that it is short

        /** Makes the places, now and never again. */
        public Pool(int size, Supplier<S> make) {
            slots = Stream.generate(make).limit(size).toList();
        }

        /** A place whose task has ended or never begun, ready to be started; null when all are busy. */
        public synchronized @Nullable S take() {
            for (int i = 0; i < slots.size(); i++) {
                latest = latest + 1 < slots.size() ? latest + 1 : 0;
                S slot = slots.get(latest);
                if (isFree(slot)) {
                    reuse(slot);
                    return slot;
                }
            }
            return null;
        }

        private static boolean isFree(Slot slot) {
            return !slot.used || slot.isDone();
        }

        private static void reuse(Slot slot) {
            if (slot.used) {
                slot.rearm();
            }
            slot.used = true;
        }
    }
}
