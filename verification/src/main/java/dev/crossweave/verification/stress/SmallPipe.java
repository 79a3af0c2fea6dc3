package dev.crossweave.verification.stress;

import dev.crossweave.Channel.Sent;
import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.PollableStream.Next;
import dev.crossweave.Waker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A bounded channel in small, with one {@link Flaw}: the twins of the real one. Room comes back with each item. No part of
 * Crossweave uses it.
 */
final class SmallPipe implements Pipe {

    private static final int CLOSED = Integer.MIN_VALUE;

    private static final Waker GONE = () -> {
    };

    private static final class Waiting implements Send {
        private final SmallPipe pipe;
        private final Lost.Value item;
        private final AtomicInteger kind = new AtomicInteger();

        Waiting(SmallPipe pipe, Lost.Value item) {
            this.pipe = pipe;
            this.item = item;
        }

        @Override
        public void cancel() {
            if (kind.compareAndSet(0, 3) && pipe.withdraw(this)) {
                Hooks.discard(item);
            }
        }

        @Override
        public int kind() {
            return kind.get();
        }
    }

    private final Flaw flaw;
    private final List<AtomicReference<Lost.Value>> slots = new ArrayList<>();
    private final AtomicInteger tail = new AtomicInteger();
    private final AtomicInteger limit;
    private final AtomicReference<Waker> mark = new AtomicReference<>();
    private final LinkedHashSet<Waiting> waiting = new LinkedHashSet<>();
    private volatile Outcome<Void> end;
    private int head;
    private int stopped;

    SmallPipe(Flaw flaw, int capacity) {
        this.flaw = flaw;
        limit = new AtomicInteger(capacity);
        for (int i = 0; i < capacity; i++) {
            slots.add(new AtomicReference<>());
        }
    }

    private AtomicReference<Lost.Value> slot(int position) {
        return slots.get(position % slots.size());
    }

    // ------------------------------------------------------------------------------------------ producers

    @Override
    public Sent trySend(Lost.Value item) {
        for (;;) {
            int position = tail.get();
            if (position < 0) {
                return Sent.CLOSED;
            }
            if (position >= limit.get()) {
                return Sent.FULL;
            }
            if (Cell.set(tail, position, position + 1, flaw == Flaw.POSITION_TORN)) {
                return put(position, item);
            }
        }
    }

    private Sent put(int position, Lost.Value item) {
        Waker before = mark.get();
        Cell.pause(); // a producer may be stopped here, and then the consumer goes on
        slot(position).set(item);
        Waker seen = flaw == Flaw.MARK_EARLY ? before : mark.get();
        if (seen == GONE) {
            return Cell.set(slot(position), item, null, flaw == Flaw.SLOT_TORN) ? Sent.CLOSED : Sent.SENT;
        }
        wake(seen);
        return Sent.SENT;
    }

    private void wake(Waker seen) {
        if (seen != null && seen != GONE && mark.compareAndSet(seen, null)) {
            seen.wake();
        }
    }

    @Override
    public Send send(Lost.Value item) {
        Waiting send = new Waiting(this, item);
        for (;;) {
            switch (trySend(item)) {
                case SENT -> {
                    send.kind.set(1);
                    return send;
                }
                case CLOSED -> {
                    Hooks.discard(item);
                    send.kind.set(3);
                    return send;
                }
                case FULL -> {
                    if (await(send)) {
                        return send;
                    }
                }
            }
        }
    }

    private boolean await(Waiting send) {
        if (flaw == Flaw.WAIT_UNCHECKED) {
            Cell.pause();
        }
        synchronized (waiting) {
            int now = tail.get();
            return (flaw == Flaw.WAIT_UNCHECKED || now >= limit.get()) && waiting.add(send);
        }
    }

    private boolean withdraw(Waiting send) {
        if (flaw == Flaw.WITHDRAW_TORN) {
            boolean found;
            synchronized (waiting) {
                found = waiting.contains(send);
            }
            Cell.pause();
            synchronized (waiting) {
                waiting.remove(send);
            }
            return found;
        }
        synchronized (waiting) {
            return waiting.remove(send);
        }
    }

    @Override
    public boolean end(Outcome<Void> outcome) {
        Waker before = mark.get();
        boolean open = tail.get() >= 0;
        if (flaw == Flaw.END_UNLOCKED) {
            Cell.pause();
        }
        synchronized (waiting) {
            if (flaw == Flaw.END_UNLOCKED ? !open : tail.get() < 0) {
                return late(outcome);
            }
            end = outcome;
            close();
        }
        wake(flaw == Flaw.MARK_EARLY ? before : mark.get());
        return true;
    }

    private static boolean late(Outcome<Void> outcome) {
        if (outcome instanceof Outcome.Failure<Void>(Throwable cause)) {
            Hooks.lateError(cause);
        }
        return false;
    }

    private int close() {
        for (;;) {
            int now = tail.get();
            if (Cell.set(tail, now, now | CLOSED, flaw == Flaw.CLOSE_TAIL_TORN)) {
                return now & ~CLOSED;
            }
        }
    }

    // ------------------------------------------------------------------------------------------ the consumer

    @Override
    public Next poll(Waker waker) {
        if (flaw == Flaw.MARK_LATE) {
            Next next = look();
            Cell.pause();
            mark.set(next == Next.PENDING ? waker : null);
            return next;
        }
        mark.set(waker);
        Next next = look();
        if (next != Next.PENDING) {
            mark.set(null);
        }
        return next;
    }

    private Next look() {
        return slot(head).get() != null ? Next.ITEM : tail.get() == (head | CLOSED) ? Next.END : Next.PENDING;
    }

    @Override
    public Lost.Value take() {
        int position = head++;
        Lost.Value item = slot(position).get();
        if (flaw == Flaw.LIMIT_EARLY) {
            giveBack();
            Cell.pause();
            slot(position).set(null);
        } else {
            slot(position).set(null);
            giveBack();
        }
        return item;
    }

    private void giveBack() {
        if (flaw == Flaw.ROOM_TORN) {
            int at = tail.get();
            Cell.pause();
            giveBackAt(at);
        } else {
            synchronized (waiting) {
                giveBackAt(tail.get());
            }
        }
    }

    private void giveBackAt(int at) {
        synchronized (waiting) {
            Waiting served = waiting.isEmpty() ? null : waiting.removeFirst();
            if (served != null) {
                slot(at & ~CLOSED).set(served.item);
                tail.set(at + 1);
                served.kind.compareAndSet(0, 1);
            }
            limit.incrementAndGet();
        }
    }

    @Override
    public Throwable failure() {
        return end instanceof Outcome.Failure<Void>(Throwable cause) ? cause : null;
    }

    @Override
    public void drop() {
        boolean early;
        int last;
        List<Waiting> left;
        synchronized (waiting) {
            early = tail.get() >= 0;
            last = close();
            left = List.copyOf(waiting);
            waiting.clear();
        }
        if (flaw != Flaw.GONE_LATE) {
            mark.set(GONE);
        }
        stopped += early ? 1 : 0;
        for (int position = head; position < last; position++) {
            Hooks.discard(Cell.swap(slot(position), null, flaw == Flaw.SLOT_TORN));
        }
        if (flaw == Flaw.GONE_LATE) {
            Cell.pause();
            mark.set(GONE);
        }
        for (Waiting send : left) {
            Hooks.discard(send.item);
            send.kind.compareAndSet(0, 3);
        }
    }

    @Override
    public int stopped() {
        return stopped;
    }
}
