package dev.crossweave.verification.stress;

import dev.crossweave.Poll;
import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicInteger;

/** A pending job that sees whether it is dropped while it is polled (L7). */
final class Guarded extends Job {

    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean overlapped;

    Guarded() {
        super(Poll.pending());
    }

    boolean overlapped() {
        return overlapped;
    }

    @Override
    public Poll<Object> poll(Waker waker) {
        enter();
        try {
            return super.poll(waker);
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public void drop() {
        enter();
        super.drop();
        inside.decrementAndGet();
    }

    private void enter() {
        if (inside.incrementAndGet() != 1) {
            overlapped = true;
        }
    }
}
