package dev.crossweave.samples.executors;

import dev.crossweave.Completer;
import dev.crossweave.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for sockets and for time, and wakes the tasks that asked for them: what an executor does while nothing is ready. One
 * thread turns it and closes it in the end; any thread may ask.
 */
public final class IoDriver implements AutoCloseable {

    final Selector selector;
    private final NavigableSet<Timer> timers = new ConcurrentSkipListSet<>();
    private final AtomicLong made = new AtomicLong();

    /** The thread that is about to wait or waits: who has something for it looks here afterwards. */
    private volatile @Nullable Thread waiting;
    private volatile boolean closed;

    IoDriver() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector to wait for sockets with", e);
        }
    }

    // ------------------------------------------------------------------------------------------ any thread

    /** A task that ends a while from now; up to a millisecond later, for that is what a selector counts in. */
    public Task<@Nullable Void> delay(Duration delay) {
        Timer timer = new Timer(System.nanoTime() + delay.toNanos(), made.incrementAndGet());
        timers.add(timer);
        if (closed) {
            endTimers();
        }
        wakeup();
        return timer;
    }

    /**
     * Ends the wait. No call is lost: a thread names itself before it looks for the last time whether there is anything to do,
     * and whoever has something puts it there before looking for the name.
     */
    void wakeup() {
        Thread thread = waiting;
        if (thread != null && thread != Thread.currentThread()) {
            selector.wakeup();
        }
    }

    // ------------------------------------------------------------------------------------------ the thread that turns it

    /**
     * Wakes the tasks whose sockets are ready or whose time has come, and waits for one if need be.
     *
     * @param nothingToDo looks whether the thread has anything else to do: then it doesn't wait
     */
    void turn(BooleanSupplier nothingToDo) throws IOException {
        Thread.interrupted(); // what a poll left behind would end every wait
        waiting = Thread.currentThread();
        try {
            if (nothingToDo.getAsBoolean()) {
                selector.select(IoDriver::fire, millisToFirstTimer());
            } else {
                selector.selectNow(IoDriver::fire);
            }
        } finally {
            waiting = null;
        }
        long now = System.nanoTime();
        for (Timer timer = first(); timer != null && timer.at - now <= 0; timer = first()) {
            timers.remove(timer);
            timer.complete(null);
        }
    }

    private static void fire(SelectionKey key) {
        ((Source) key.attachment()).fire();
    }

    /** Rounded up, so that it isn't turned in vain; zero means for ever. */
    private long millisToFirstTimer() {
        Timer first = first();
        return first == null
                ? 0
                : TimeUnit.NANOSECONDS.toMillis(Math.max(0, first.at - System.nanoTime())) + 1;
    }

    private @Nullable Timer first() {
        Iterator<Timer> sorted = timers.iterator();
        return sorted.hasNext() ? sorted.next() : null;
    }

    /** Closes the sockets and cancels the delays, which wakes all who wait for one. */
    @Override
    public void close() {
        closed = true;
        try {
            List.copyOf(selector.keys()).forEach(key -> ((Source) key.attachment()).close());
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the selector can't be closed", e);
        } finally {
            endTimers();
        }
    }

    private void endTimers() {
        for (Timer timer = timers.pollFirst(); timer != null; timer = timers.pollFirst()) {
            timer.cancelled(new RejectedExecutionException("The executor was closed before this delay was over."));
        }
    }

    /** Sorted by time, and those of the same time by their number. */
    private final class Timer extends Completer<@Nullable Void> implements Comparable<Timer> {
        private final long at;
        private final long number;

        Timer(long at, long number) {
            this.at = at;
            this.number = number;
        }

        @Override
        public int compareTo(Timer other) {
            return at != other.at ? Long.signum(at - other.at) : Long.compare(number, other.number);
        }

        @Override
        protected boolean onCancel() {
            timers.remove(this);
            return true;
        }
    }
}
