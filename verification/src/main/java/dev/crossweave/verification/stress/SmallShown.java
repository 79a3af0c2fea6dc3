package dev.crossweave.verification.stress;

import dev.crossweave.Outcome;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicInteger;

/** A task that is shown to a subscriber in small, with one {@link Flaw}: the twins of the real ones. No part of Crossweave uses it. */
final class SmallShown implements Out, Waker {

    private static final int WAITING = 0;
    private static final int REQUESTED = 1;
    private static final int HOLDING = 2;
    private static final int DONE = 3;

    private final Flaw flaw;
    private final Task<Object> task;
    private final Seen subscriber;
    private final AtomicInteger state = new AtomicInteger(WAITING);

    SmallShown(Flaw flaw, Task<Object> task, Seen subscriber) {
        this.flaw = flaw;
        this.task = task;
        this.subscriber = subscriber;
        wake();
    }

    private boolean move(int from, int to) {
        return Cell.set(state, from, to, flaw == Flaw.SHOWN_TORN);
    }

    @Override
    public void wake() {
        if (!(task.poll(this) instanceof Outcome<Object> outcome)) {
            return;
        }
        if (!(outcome instanceof Outcome.Value<Object>)) {
            if (state.getAndSet(DONE) != DONE) {
                subscriber.failed();
            }
        } else if (!move(WAITING, HOLDING) && move(REQUESTED, DONE)) {
            emit();
        }
    }

    private void emit() {
        subscriber.item();
        subscriber.completed();
    }

    @Override
    public void request(long n) {
        if (!move(WAITING, REQUESTED) && move(HOLDING, DONE)) {
            emit();
        }
    }

    @Override
    public void cancel() {
        if (flaw == Flaw.DONE_LATE) {
            task.release();
            state.set(DONE);
        } else if (state.getAndSet(DONE) != DONE) {
            task.forget(this);
            task.release();
        }
    }
}
