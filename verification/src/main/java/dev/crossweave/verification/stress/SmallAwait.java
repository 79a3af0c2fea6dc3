package dev.crossweave.verification.stress;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.CancellableContinuationImpl;

/**
 * A coroutine that polls and suspends in between, in small and by hand, with one {@link Flaw}: the twins of the real bridge.
 * No part of Crossweave uses it.
 */
final class SmallAwait implements Waker, Continuation<Object> {

    private static final Object WOKEN = new Object();

    private final Flaw flaw;
    private final Pollable<Object> pollable;
    private final Continuation<Object> outer;

    /** Null, {@link #WOKEN}, or the continuation that a wake resumes. */
    private final AtomicReference<Object> state = new AtomicReference<>();

    @SuppressWarnings("unchecked") // it takes any object
    SmallAwait(Flaw flaw, Pollable<Object> pollable, Continuation<?> outer) {
        this.flaw = flaw;
        this.pollable = pollable;
        this.outer = (Continuation<Object>) outer;
    }

    Object begin() {
        for (;;) {
            state.set(null);
            if (poll() instanceof Outcome.Value<Object>(Object value)) {
                pollable.drop();
                return value;
            }
            if (flaw == Flaw.WOKEN_UNCHECKED) {
                Cell.pause();
            }
            Object result = suspend();
            if (result != Unit.INSTANCE) {
                return result;
            }
        }
    }

    private Poll<Object> poll() {
        try {
            return pollable.poll(this);
        } catch (Exception thrown) {
            throw new AssertionError("the pollables of the scenarios don't throw", thrown);
        }
    }

    private Object suspend() {
        CancellableContinuationImpl<Object> waiting =
                new CancellableContinuationImpl<>(IntrinsicsKt.intercepted(this), 1);
        waiting.initCancellability();
        if (flaw == Flaw.OBSERVER_CANCELS && pollable instanceof Task<?> task) {
            waiting.invokeOnCancellation(thrown -> {
                task.cancel();
                return Unit.INSTANCE;
            });
        }
        if (flaw == Flaw.WOKEN_UNCHECKED) {
            state.set(waiting);
        } else if (!state.compareAndSet(null, waiting)) {
            waiting.resumeWith(Unit.INSTANCE);
        }
        return waiting.getResult();
    }

    @Override
    public void wake() {
        Object waiting = Cell.swap(state, WOKEN, flaw == Flaw.RESUME_TORN);
        if (waiting instanceof CancellableContinuationImpl<?> continuation) {
            Object with = Unit.INSTANCE;
            if (flaw == Flaw.TAKEN_EARLY && poll() instanceof Outcome.Value<Object>(Object value)) {
                with = value;
            }
            continuation.resumeWith(with);
        }
    }

    // ------------------------------------------------------------------------------------------ resumed

    @Override
    public CoroutineContext getContext() {
        return outer.getContext();
    }

    @Override
    public void resumeWith(Object result) {
        Object now = result;
        if (result == Unit.INSTANCE) {
            now = begin();
        } else {
            pollable.drop(); // it has failed or was cancelled, or brings the value
        }
        if (now != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
            outer.resumeWith(now);
        }
    }
}
