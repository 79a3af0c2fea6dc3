package dev.crossweave.testkit;

import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicInteger;

/** A waker that counts. Any thread. */
public final class CountingWaker implements Waker {

    private final AtomicInteger wakes = new AtomicInteger();

    /** A waker that was never woken. */
    public CountingWaker() {
    }

    @Override
    public void wake() {
        wakes.incrementAndGet();
    }

    /**
     * How often it was woken.
     *
     * @return the count
     */
    public int wakes() {
        return wakes.get();
    }

    @Override
    public String toString() {
        return "waker woken " + wakes + " times";
    }
}
