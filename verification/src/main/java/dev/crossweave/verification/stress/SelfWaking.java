package dev.crossweave.verification.stress;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;

/** A pollable that wakes itself in its first poll and is pending in each. Its fields are plain on purpose, see {@link Job}. */
final class SelfWaking implements Pollable<Object> {

    /** What a waker writes before it wakes. */
    int written;
    /** What the last poll found there. */
    int seen;
    int polls;

    @Override
    public Poll<Object> poll(Waker waker) {
        polledOnce();
        if (polls == 1) {
            waker.wake();
        }
        return Poll.pending();
    }

    void polledOnce() {
        polls++;
        seen = written;
    }
}
