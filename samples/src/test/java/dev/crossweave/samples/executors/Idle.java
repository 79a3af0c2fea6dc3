package dev.crossweave.samples.executors;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Ends when it is told to, and keeps the waker for whoever tells. */
final class Idle implements Pollable<String> {

    final CountDownLatch polled = new CountDownLatch(1);
    volatile @Nullable Thread droppedOn;
    volatile boolean told;
    private volatile @Nullable Waker waker;

    void tell() {
        told = true;
        Waker waiting = waker;
        if (waiting != null) {
            waiting.wake();
        }
    }

    @Override
    public Poll<String> poll(Waker current) {
        waker = current;
        polled.countDown();
        return told ? Poll.ready("told") : Poll.pending();
    }

    @Override
    public void drop() {
        droppedOn = Thread.currentThread();
    }
}
