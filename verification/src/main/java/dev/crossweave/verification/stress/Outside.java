package dev.crossweave.verification.stress;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicInteger;

/** A task that is completed from outside, lazy, as the scenarios drive it: the real one, or a twin. */
interface Outside {

    /** What such a task starts and stops, counting how often that happened. */
    final class Source {
        final AtomicInteger started = new AtomicInteger();
        final AtomicInteger stopped = new AtomicInteger();
        final AtomicInteger abandoned = new AtomicInteger();
    }

    static Outside of(Flaw flaw, Source source) {
        return flaw == Flaw.NONE ? new RealCompleter(source) : new SmallCompleter(flaw, source);
    }

    void start();

    boolean end(Outcome<Object> end);

    default boolean complete(Object value) {
        return end(Poll.ready(value));
    }

    boolean cancel();

    Poll<Object> poll(Waker waker);

    Poll<Object> peek();

    void detach();

    void retain();

    void release();
}
