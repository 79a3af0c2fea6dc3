package dev.crossweave.verification.stress;

import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicInteger;

/** An awaiter that counts how often it was told. */
final class Told implements Waker {

    private final AtomicInteger times = new AtomicInteger();

    @Override
    public void wake() {
        times.incrementAndGet();
    }

    int times() {
        return times.get();
    }
}
