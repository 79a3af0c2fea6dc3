package dev.crossweave.verification.stress;

import java.util.concurrent.atomic.AtomicInteger;

/** A subscriber that counts its signals, and sees when two of them overlap (§1.3). */
final class Seen {

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger items = new AtomicInteger();
    private final AtomicInteger completions = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private volatile boolean overlapped;

    void item() {
        count(items);
    }

    void completed() {
        count(completions);
    }

    void failed() {
        count(errors);
    }

    private void count(AtomicInteger signals) {
        if (inside.incrementAndGet() != 1) {
            overlapped = true;
        }
        signals.incrementAndGet();
        inside.decrementAndGet();
    }

    int items() {
        return items.get();
    }

    int completions() {
        return completions.get();
    }

    int errors() {
        return errors.get();
    }

    int overlapped() {
        return overlapped ? 1 : 0;
    }
}
