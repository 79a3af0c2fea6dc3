package dev.crossweave.samples.executors;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Wakes itself so many times, then ends with how many that were. Remembers who polled it, and that it was dropped. */
final class Turns implements Pollable<Integer> {

    static final int FOR_EVER = -1;

    final Set<Thread> polledOn = ConcurrentHashMap.newKeySet();
    final CountDownLatch polled = new CountDownLatch(1);
    final CountDownLatch dropped = new CountDownLatch(1);
    private final int turns;
    private int taken;

    Turns(int turns) {
        this.turns = turns;
    }

    @Override
    public Poll<Integer> poll(Waker waker) {
        polledOn.add(Thread.currentThread());
        polled.countDown();
        if (taken == turns) {
            return Poll.ready(taken);
        }
        taken++;
        waker.wake();
        return Poll.pending();
    }

    @Override
    public void drop() {
        dropped.countDown();
    }
}
