package dev.crossweave.samples.executors;

import dev.crossweave.samples.executors.StaticExecutor.Slot;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes tasks at their time, as the interrupt of a timer does on a chip. The queue is a list through the tasks, sorted by time:
 * it allocates nothing, and is walked when a time is set.
 */
final class Alarm implements AutoCloseable {

    private final Thread thread = Threads.start("alarm", this::loop);
    private @Nullable Slot first; // guarded by this
    private volatile boolean closed;

    Thread thread() {
        return thread;
    }

    void set(long due, Slot slot) {
        boolean sooner;
        synchronized (this) {
            if (closed) {
                throw new RejectedExecutionException("The executor is closed, and its alarm with it.");
            }
            remove(slot);
            slot.due = due;
            insert(slot);
            sooner = first == slot;
        }
        if (sooner) {
            LockSupport.unpark(thread);
        }
    }

    private void insert(Slot slot) {
        Slot before = null;
        Slot after = first;
        while (after != null && after.due - slot.due <= 0) {
            before = after;
            after = after.next;
        }
        slot.armed = true;
        slot.next = after;
        if (before == null) {
            first = slot;
        } else {
            before.next = slot;
        }
    }

    private void remove(Slot slot) {
        if (!slot.armed) {
            return;
        }
        slot.armed = false;
        if (first == slot) {
            first = slot.next;
        } else {
            Slot before = first;
            while (before != null && before.next != slot) {
                before = before.next;
            }
            if (before != null) {
                before.next = slot.next;
            }
        }
        slot.next = null;
    }

    private void loop() {
        while (!closed) {
            for (Slot slot = take(false); slot != null; slot = take(false)) {
                slot.wake();
            }
            long wait = nanosToFirst();
            if (wait == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, wait);
            }
        }
    }

    /** The first whose time has come, or the first of all. Its wake is the caller's: it may end a task, outside of this lock. */
    private synchronized @Nullable Slot take(boolean early) {
        Slot slot = first;
        if (slot == null || (!early && slot.due - System.nanoTime() > 0)) {
            return null;
        }
        remove(slot);
        return slot;
    }

    private synchronized long nanosToFirst() {
        return first == null ? Long.MAX_VALUE : first.due - System.nanoTime();
    }

    /** Wakes all at once, so that none waits for a time that doesn't come. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        LockSupport.unpark(thread);
        for (Slot slot = take(true); slot != null; slot = take(true)) {
            slot.wake();
        }
    }
}
