package dev.crossweave.verification.stress;

import dev.crossweave.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An embedded task and its awaiters in small, with one {@link Flaw}: the twin of the real one. The word is 2 × life, and 1
 * more when that life has ended. No part of Crossweave uses it.
 */
final class SmallReused implements Reused {

    private final Flaw flaw;
    private final AtomicInteger word = new AtomicInteger();
    private final AtomicReference<List<Waker>> awaiters = new AtomicReference<>(List.of());

    /** How many lives have ended and taken their awaiters. */
    private final AtomicInteger taken = new AtomicInteger();

    SmallReused(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public void end(Ending ending) {
        word.incrementAndGet();
        Cell.pause();
        List<Waker> told = awaiters.getAndSet(List.of());
        taken.incrementAndGet();
        told.forEach(Waker::wake);
    }

    @Override
    public boolean rearm() {
        int now = word.get();
        if (now % 2 == 0) {
            Cell.pause();
            return flaw == Flaw.REARM_LOOKS_TWICE && word.compareAndSet(now + 1, now + 2);
        }
        while (flaw != Flaw.REARM_HASTY && taken.get() <= now / 2) {
            Thread.onSpinWait();
        }
        return word.compareAndSet(now, now + 1);
    }

    @Override
    public void poll(Waker awaiter) {
        awaiters.updateAndGet(list -> {
            List<Waker> with = new ArrayList<>(list);
            with.add(awaiter);
            return with;
        });
    }
}
