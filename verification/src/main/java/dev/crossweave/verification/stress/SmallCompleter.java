package dev.crossweave.verification.stress;

import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The machine of a task that is completed from outside in small, with one {@link Flaw}: the twins of the real one. It holds
 * one awaiter. No part of Crossweave uses it.
 */
final class SmallCompleter implements Outside {

    private static final int STARTED = 1;
    private static final int CLAIMED = 2;
    private static final int CANCELLING = 4;
    private static final int ENDED = 8;
    private static final int DETACHED = 16;
    private static final int SEEN = 32;

    private final Flaw flaw;
    private final Source source;
    private final AtomicInteger word = new AtomicInteger();
    private final AtomicInteger waiters = new AtomicInteger();
    private final AtomicReference<Waker> awaiter = new AtomicReference<>();
    private Outcome<Object> outcome;

    SmallCompleter(Flaw flaw, Source source) {
        this.flaw = flaw;
        this.source = source;
    }

    @Override
    public void start() {
        int now = word.get();
        if ((now & (STARTED | CLAIMED | CANCELLING | ENDED)) == 0
                && Cell.set(word, now, now | STARTED, flaw == Flaw.BEGIN_TORN)) {
            source.started.incrementAndGet();
        }
    }

    @Override
    public boolean end(Outcome<Object> end) {
        for (;;) {
            int now = word.get();
            if ((now & (CLAIMED | ENDED)) != 0) {
                return lose(end);
            }
            if (Cell.set(word, now, now | CLAIMED, flaw == Flaw.CLAIM_TORN)) {
                boolean cancelled = (now & CANCELLING) != 0;
                publish(cancelled ? Poll.cancelled(null) : end);
                return !cancelled || lose(end);
            }
        }
    }

    private void publish(Outcome<Object> end) {
        if (flaw == Flaw.PUBLISH_FIRST) {
            word.getAndUpdate(now -> now | ENDED);
            Cell.pause();
            outcome = end;
        } else {
            outcome = end;
            word.getAndUpdate(now -> now | ENDED);
        }
        Waker told = awaiter.getAndSet(null);
        if (told != null) {
            told.wake();
        }
        reportUnseen();
    }

    private static boolean lose(Outcome<Object> late) {
        if (late instanceof Outcome.Value<Object>(Object value)) {
            Hooks.discard(value);
        }
        return false;
    }

    @Override
    public boolean cancel() {
        for (;;) {
            int now = word.get();
            if ((now & (CLAIMED | CANCELLING | ENDED)) != 0) {
                return (now & ENDED) == 0;
            }
            if (Cell.set(word, now, now | CANCELLING, flaw == Flaw.CANCEL_TORN)) {
                ((now & STARTED) != 0 ? source.stopped : source.abandoned).incrementAndGet();
                end(Poll.cancelled(null));
                return true;
            }
        }
    }

    @Override
    public Poll<Object> poll(Waker waker) {
        awaiter.set(waker);
        if ((word.get() & ENDED) == 0) {
            return Poll.pending();
        }
        return outcome;
    }

    @Override
    public Poll<Object> peek() {
        return (word.get() & ENDED) != 0 ? outcome : Poll.pending();
    }

    @Override
    public void detach() {
        word.getAndUpdate(now -> now | DETACHED);
        reportUnseen();
    }

    private void reportUnseen() {
        int now = word.get();
        if ((now & (DETACHED | ENDED | SEEN)) == (DETACHED | ENDED)
                && outcome instanceof Outcome.Failure<Object>(Throwable cause)
                && Cell.set(word, now, now | SEEN, flaw == Flaw.SEEN_TORN)) {
            Hooks.lateError(cause);
        }
    }

    @Override
    public void retain() {
        waiters.incrementAndGet();
    }

    @Override
    public void release() {
        for (;;) {
            int now = waiters.get();
            if (Cell.set(waiters, now, now - 1, flaw == Flaw.WAITERS_TORN)) {
                if (now == 1) {
                    cancel();
                }
                return;
            }
        }
    }
}
