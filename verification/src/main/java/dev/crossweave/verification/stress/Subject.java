package dev.crossweave.verification.stress;

import dev.crossweave.Poll;
import dev.crossweave.Waker;

/** A spawned task as the scenarios drive it: the real one, or a twin. */
interface Subject {

    void wake();

    /** Polls once; false when the right to poll was refused. */
    boolean run();

    /** Gives the right up; false when there was none. */
    boolean discard();

    boolean cancel();

    boolean cancel(Throwable reason);

    Poll<?> poll(Waker waker);

    Poll<?> peek();

    void forget(Waker waker);

    void detach();
}
