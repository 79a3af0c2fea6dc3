package dev.crossweave.verification.stress;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The round of a task that yields in a queue, in small, with one {@link Flaw}: the twin of the real one, which keeps RUNNING
 * from its own wake to its next run. No part of Crossweave uses it.
 */
final class SmallYield implements Yielding {

    private static final int SCHEDULED = 1;
    private static final int RUNNING = 2;

    private final Flaw flaw;
    private final SelfWaking job;
    private final AtomicInteger word = new AtomicInteger(RUNNING);
    private final AtomicInteger queued = new AtomicInteger(1);

    SmallYield(Flaw flaw, SelfWaking job) {
        this.flaw = flaw;
        this.job = job;
        job.polledOnce();
    }

    @Override
    public void wake() {
        if ((word.getAndUpdate(now -> now | SCHEDULED) & (SCHEDULED | RUNNING)) == 0) {
            queued.incrementAndGet();
        }
    }

    @Override
    public void runOne() {
        if (queued.get() == 0) {
            return;
        }
        queued.decrementAndGet();
        if (flaw != Flaw.YIELD_CLEARS_LATE) {
            word.set(RUNNING);
        }
        job.polledOnce();
        if (flaw == Flaw.YIELD_CLEARS_LATE) {
            word.set(RUNNING);
        }
        if ((word.getAndUpdate(now -> now & ~RUNNING) & SCHEDULED) != 0) {
            queued.incrementAndGet();
        }
    }

    @Override
    public void runAll() {
        while (queued.get() > 0) {
            runOne();
        }
    }
}
