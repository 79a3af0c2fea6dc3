package dev.crossweave.benchmarks.families;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;

/** Wakes itself a number of times and then ends with that number. */
public final class Yielder implements Pollable<Integer> {

    private final int yields;

    /** Made beforehand, so that polling allocates nothing. */
    private final Outcome<Integer> end;
    private int done;

    /**
     * The computation.
     *
     * @param yields how many wakes
     */
    public Yielder(int yields) {
        this.yields = yields;
        this.end = Poll.ready(yields);
    }

    @Override
    public Poll<Integer> poll(Waker waker) {
        if (done == yields) {
            return end;
        }
        done++;
        waker.wake();
        return Poll.pending();
    }
}
