package dev.crossweave.benchmarks.families;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;
import java.util.function.Supplier;

/** Wakes itself a number of times and then ends. */
public final class Yielder implements Pollable<Integer> {

    private final int yields;
    private final Outcome<Integer> end;
    private int done;

    private Yielder(int yields, Outcome<Integer> end) {
        this.yields = yields;
        this.end = end;
    }

    /**
     * Computations that end with the number of their yields. They share that outcome, so that polling them allocates nothing
     * and each is one object.
     *
     * @param yields how many wakes
     * @return makes one computation after the other
     */
    public static Supplier<Yielder> of(int yields) {
        Outcome<Integer> end = Poll.ready(yields);
        return () -> new Yielder(yields, end);
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
