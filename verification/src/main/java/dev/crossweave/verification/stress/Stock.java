package dev.crossweave.verification.stress;

import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A stream that a scenario hands to an adapter; it sees when two calls overlap (rule 1 of PollableStream), and counts. */
final class Stock implements PollableStream<Lost.Value> {

    private final ConcurrentLinkedQueue<Lost.Value> items = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Waker> waiting = new AtomicReference<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger drops = new AtomicInteger();
    private volatile boolean overlapped;
    private volatile boolean ended;

    /** One item more; before the drop. */
    void put(Lost.Value item) {
        items.add(item);
        wake();
    }

    void complete() {
        ended = true;
        wake();
    }

    private void wake() {
        Waker waker = waiting.getAndSet(null);
        if (waker != null) {
            waker.wake();
        }
    }

    int drops() {
        return drops.get();
    }

    int overlapped() {
        return overlapped ? 1 : 0;
    }

    @Override
    public Next poll(Waker waker) {
        enter();
        waiting.set(waker);
        boolean over = ended;
        Next next = !items.isEmpty() ? Next.ITEM : over ? Next.END : Next.PENDING;
        leave();
        return next;
    }

    @Override
    public Lost.Value take() {
        enter();
        Lost.Value item = items.poll();
        leave();
        return item;
    }

    /** The first item, as a pollable that owns this stream. */
    Pollable<Object> first() {
        return new Pollable<>() {
            @Override
            public Poll<Object> poll(Waker waker) {
                return Stock.this.poll(waker) == Next.ITEM ? Poll.ready(take()) : Poll.pending();
            }

            @Override
            public void drop() {
                Stock.this.drop();
            }
        };
    }

    @Override
    public Outcome<Void> end() {
        return Poll.ready(null);
    }

    @Override
    public void drop() {
        enter();
        drops.incrementAndGet();
        for (Lost.Value left; (left = items.poll()) != null;) {
            Hooks.discard(left);
        }
        leave();
    }

    private void enter() {
        if (inside.incrementAndGet() != 1) {
            overlapped = true;
        }
    }

    private void leave() {
        inside.decrementAndGet();
    }
}
