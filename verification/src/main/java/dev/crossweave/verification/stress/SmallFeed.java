package dev.crossweave.verification.stress;

import dev.crossweave.Hooks;
import dev.crossweave.PollableStream.Next;
import dev.crossweave.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A stream that subscribes to a publisher in small, with one {@link Flaw}: the twins of the real ones. Room is asked for with
 * each item. No part of Crossweave uses it.
 */
final class SmallFeed implements Feed {

    private static final Waker GONE = () -> {
    };

    /** In place of the subscription. */
    private static final Origin RELEASED = new Origin();

    private final Flaw flaw;
    private final Origin origin;
    private final int capacity;
    private final List<AtomicReference<Lost.Value>> slots = new ArrayList<>();
    private final AtomicReference<Origin> source = new AtomicReference<>();
    private final AtomicReference<Waker> mark = new AtomicReference<>();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile int limit;
    private volatile Thread asking;
    private int tail;
    private int head;

    SmallFeed(Flaw flaw, Origin origin, int capacity) {
        this.flaw = flaw;
        this.origin = origin;
        this.capacity = capacity;
        for (int i = 0; i < capacity; i++) {
            slots.add(new AtomicReference<>());
        }
    }

    private AtomicReference<Lost.Value> slot(int position) {
        return slots.get(position % capacity);
    }

    // ------------------------------------------------------------------------------------------ the publisher

    @Override
    public void connect() {
        if (Cell.set(source, null, origin, flaw == Flaw.CONNECT_TORN)) {
            wake(mark.get());
        } else {
            origin.cancel();
        }
    }

    @Override
    public void next(Lost.Value item) {
        if (ended.get() != 0 || tail >= limit) {
            Hooks.discard(item);
            return;
        }
        int position = tail++;
        Thread asks = asking;
        if (flaw == Flaw.ASKING_SHARED ? asks != null : asks == Thread.currentThread()) {
            Cell.pause();
            slot(position).set(item);
            return;
        }
        Waker before = mark.get();
        Cell.pause(); // a producer may be stopped here, and then the consumer goes on
        slot(position).set(item);
        Waker seen = flaw == Flaw.MARK_EARLY ? before : mark.get();
        if (seen != GONE) {
            wake(seen);
        } else if (Cell.set(slot(position), item, null, flaw == Flaw.SLOT_TORN)) {
            Hooks.discard(item);
        }
    }

    @Override
    public void fail(Throwable error) {
        boolean first = ended.compareAndSet(0, 1);
        if (first) {
            source.set(RELEASED);
            wake(mark.get());
        }
        if (flaw == Flaw.LATE_BY_MARK ? mark.get() == GONE : !first) {
            Hooks.lateError(error);
        }
    }

    private void wake(Waker seen) {
        if (seen != null && seen != GONE && mark.compareAndSet(seen, null)) {
            seen.wake();
        }
    }

    // ------------------------------------------------------------------------------------------ the consumer

    @Override
    public Next poll(Waker waker) {
        Next next;
        do {
            if (isUnasked()) {
                ask(capacity);
            }
            next = look(waker);
        } while (next == Next.PENDING && flaw != Flaw.ASK_UNCHECKED && isUnasked());
        return next;
    }

    private Next look(Waker waker) {
        if (flaw == Flaw.MARK_LATE || flaw == Flaw.ASK_UNCHECKED) {
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
        boolean over = ended.get() != 0;
        return slot(head).get() != null ? Next.ITEM : over ? Next.END : Next.PENDING;
    }

    private boolean isUnasked() {
        Origin connected = source.get();
        return limit == 0 && connected != null && connected != RELEASED;
    }

    private void ask(int room) {
        if (source.get() != origin) {
            return;
        }
        if (flaw != Flaw.LIMIT_LATE) {
            limit += room;
        }
        asking = Thread.currentThread();
        origin.request(room);
        if (flaw == Flaw.ASKING_SHARED) {
            Cell.pause(); // whoever is asked may take its time
        }
        asking = null;
        if (flaw == Flaw.LIMIT_LATE) {
            limit += room;
        }
    }

    @Override
    public Lost.Value take() {
        Lost.Value item = slot(head++).getAndSet(null);
        ask(1);
        return item;
    }

    @Override
    public void drop() {
        if (flaw != Flaw.GONE_LATE) {
            mark.set(GONE);
        }
        Cell.pause(); // a consumer may be stopped here
        ended.compareAndSet(0, 2);
        Origin connected = Cell.swap(source, RELEASED, flaw == Flaw.CONNECT_TORN);
        if (connected == origin) {
            origin.cancel();
        }
        for (int position = head; position < head + capacity; position++) {
            Hooks.discard(Cell.swap(slot(position), null, flaw == Flaw.SLOT_TORN));
        }
        if (flaw == Flaw.GONE_LATE) {
            Cell.pause();
            mark.set(GONE);
        }
    }
}
