package dev.crossweave.verification.stress;

import dev.crossweave.PollableStream.Next;
import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream on its way to a subscriber in small, with one {@link Flaw}: the twins of the real ones. No part of Crossweave uses it. */
final class SmallDrain implements Out, Waker {

    private static final int RUNNING = 1;
    private static final int SIGNALLED = 2;

    private final Flaw flaw;
    private final Stock stream;
    private final Seen subscriber;
    private final AtomicInteger state = new AtomicInteger();
    private final AtomicInteger demand = new AtomicInteger();
    private volatile boolean cancelled;
    private int emitted;
    private boolean ended;

    SmallDrain(Flaw flaw, Stock stream, Seen subscriber) {
        this.flaw = flaw;
        this.stream = stream;
        this.subscriber = subscriber;
        wake();
    }

    @Override
    public void request(long n) {
        int now;
        do {
            now = demand.get();
        } while (!Cell.set(demand, now, now + (int) n, flaw == Flaw.DEMAND_TORN));
        wake();
    }

    @Override
    public void cancel() {
        cancelled = true;
        wake();
    }

    @Override
    public void wake() {
        if (!begin()) {
            return;
        }
        do {
            if (flaw != Flaw.SIGNAL_LATE) {
                state.getAndUpdate(now -> now & ~SIGNALLED);
            }
            emit();
            if (flaw == Flaw.SIGNAL_LATE) {
                Cell.pause();
                state.getAndUpdate(now -> now & ~SIGNALLED);
            }
        } while (!state.compareAndSet(RUNNING, 0) && (state.get() & RUNNING) != 0); // or a second one has ended
    }

    private boolean begin() {
        for (;;) {
            int now = state.get();
            if ((now & RUNNING) != 0) {
                if (state.compareAndSet(now, now | SIGNALLED)) {
                    return false;
                }
            } else if (Cell.set(state, now, RUNNING, flaw == Flaw.WORK_TORN)) {
                return true;
            }
        }
    }

    private void emit() {
        while (!ended) {
            Next next = cancelled ? Next.END : stream.poll(this);
            if (next == Next.PENDING || (next == Next.ITEM && emitted >= demand.get())) {
                return;
            }
            if (next == Next.ITEM) {
                emitted++;
                Lost.Value item = stream.take();
                if (item != null) {
                    subscriber.item();
                }
            } else {
                ended = true;
                stream.drop();
                if (!cancelled) {
                    subscriber.completed();
                }
            }
        }
    }
}
