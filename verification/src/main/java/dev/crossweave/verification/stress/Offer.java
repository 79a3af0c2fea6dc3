package dev.crossweave.verification.stress;

import dev.crossweave.Hooks;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A pollable that has a value as soon as the scenario puts one, and discards it when it is dropped with it. */
final class Offer implements Pollable<Object> {

    /** In place of the value: it was taken, or nobody will. */
    private static final Object GONE = new Object();

    private final AtomicReference<Object> value = new AtomicReference<>();
    private final AtomicReference<Waker> waiting = new AtomicReference<>(Waker.NOOP);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger drops = new AtomicInteger();
    private volatile boolean overlapped;

    void put(Object given) {
        if (value.compareAndSet(null, given)) {
            wake();
        } else {
            Hooks.discard(given);
        }
    }

    /** A wake, with reason or without. */
    void wake() {
        waiting.get().wake();
    }

    int drops() {
        return drops.get();
    }

    int overlapped() {
        return overlapped ? 1 : 0;
    }

    @Override
    public Poll<Object> poll(Waker waker) {
        enter();
        waiting.set(waker);
        Object found = value.get();
        Poll<Object> answer = found != null && found != GONE && value.compareAndSet(found, GONE)
                ? Poll.ready(found)
                : Poll.pending();
        inside.decrementAndGet();
        return answer;
    }

    @Override
    public void drop() {
        enter();
        drops.incrementAndGet();
        Object left = value.getAndSet(GONE);
        if (left != GONE) {
            Hooks.discard(left);
        }
        inside.decrementAndGet();
    }

    private void enter() {
        if (inside.incrementAndGet() != 1) {
            overlapped = true;
        }
    }
}
