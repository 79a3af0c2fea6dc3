package dev.crossweave.verification.stress;

import dev.crossweave.Waker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A run queue in small, with one {@link Flaw}: the twins of the real one. Its items are jobs, not tasks: polled, discarded or
 * rejected. No part of Crossweave uses it.
 */
final class SmallQueue implements Queue {

    /** What is in the inbox, newest first, down to null. */
    private record Node(Item item, Node below) {
    }

    private static final Node CLOSED = new Node(null, null);

    /** How long a thread stays parked that missed its wake: then the twin is caught. */
    private static final long MISSED_NANOS = 2_000_000;

    private static final class Item {
        private final Job job;
        private volatile int kind;

        Item(Job job) {
            this.job = job;
        }

        void poll() {
            if (job.poll(Waker.NOOP).isReady()) {
                kind = 1;
            }
        }

        void drop(int how) {
            job.drop();
            kind = how;
        }
    }

    private final Flaw flaw;
    private final Item[] items;
    private final AtomicReference<Node> inbox = new AtomicReference<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicReference<Thread> parked = new AtomicReference<>();
    private final Deque<Item> lap = new ArrayDeque<>();

    SmallQueue(Flaw flaw, Job... jobs) {
        this.flaw = flaw;
        items = new Item[jobs.length];
        for (int i = 0; i < jobs.length; i++) {
            items[i] = new Item(jobs[i]);
            items[i].poll();
        }
    }

    @Override
    public void wake(int job) {
        for (;;) {
            Node head = inbox.get();
            if (head == CLOSED) {
                items[job].drop(2);
                return;
            }
            if (Cell.set(inbox, head, new Node(items[job], head), flaw == Flaw.PUSH_TORN)) {
                LockSupport.unpark(parked.getAndSet(null));
                return;
            }
        }
    }

    @Override
    public void runOne() {
        if (running.compareAndSet(false, true)) { // else it is closed, and the closer clears it
            pollNext();
            leave();
        }
    }

    @Override
    public void runAll() {
        if (running.compareAndSet(false, true)) { // else as above
            while (pollNext()) {
                // until nothing is ready
            }
            leave();
        }
    }

    @Override
    public boolean runUntil(int job) {
        enter();
        boolean inTime = true;
        while (items[job].kind == 0) {
            if (!pollNext()) {
                inTime = park();
            }
        }
        leave();
        return inTime;
    }

    private boolean park() {
        boolean torn = flaw == Flaw.PARK_TORN;
        boolean empty = inbox.get() == null;
        parked.set(Thread.currentThread());
        if (torn ? empty : inbox.get() == null) {
            long start = System.nanoTime();
            LockSupport.parkNanos(MISSED_NANOS);
            return System.nanoTime() - start < MISSED_NANOS || inbox.get() == null;
        }
        return true;
    }

    private void enter() {
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("two threads run one queue");
        }
    }

    private void leave() {
        running.set(false);
        if (flaw != Flaw.LEAVE_UNCHECKED && inbox.get() == CLOSED) {
            discardLapIfLeft();
        }
    }

    private boolean pollNext() {
        if (inbox.get() == CLOSED) {
            discardLap();
            return false;
        }
        if (lap.isEmpty()) {
            takeInbox();
        }
        Item next = lap.poll();
        if (next == null) {
            return false;
        }
        next.poll();
        return true;
    }

    private void takeInbox() {
        Node head = inbox.get();
        while (head != CLOSED && head != null) {
            if (Cell.set(inbox, head, null, flaw == Flaw.INBOX_TORN)) {
                for (Node at = head; at != null; at = at.below) {
                    lap.addFirst(at.item);
                }
                return;
            }
            head = inbox.get();
        }
    }

    @Override
    public void close() {
        for (Node at = Cell.swap(inbox, CLOSED, flaw == Flaw.CLOSE_TORN); at != null && at != CLOSED; at = at.below) {
            at.item.drop(3);
        }
        LockSupport.unpark(parked.getAndSet(null));
        discardLapIfLeft();
    }

    private void discardLapIfLeft() {
        if (running.compareAndSet(false, true)) {
            discardLap();
            running.set(false);
        }
    }

    private void discardLap() {
        for (Item item = lap.poll(); item != null; item = lap.poll()) {
            item.drop(3);
        }
    }

    @Override
    public int kind(int job) {
        return items[job].kind;
    }
}
