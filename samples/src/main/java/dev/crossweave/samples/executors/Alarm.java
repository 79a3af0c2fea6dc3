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
            long wait = wakeDue();
            if (wait == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, wait);
            }
        }
    }

    /** Wakes those whose time has come, which only schedules them (L11), and tells how long the next one has to wait. */
    private synchronized long wakeDue() {
        long now = System.nanoTime();
        while (first != null) {
            Slot slot = first;
            if (slot.due - now > 0) {
                return slot.due - now;
            }
            remove(slot);
            slot.wake();
        }
        return Long.MAX_VALUE;
    }

    /** Wakes all at once, so that none waits for a time that doesn't come. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        synchronized (this) {
            for (Slot slot = first; slot != null; slot = first) {
                remove(slot);
                slot.wake();
            }
        }
    }
}
