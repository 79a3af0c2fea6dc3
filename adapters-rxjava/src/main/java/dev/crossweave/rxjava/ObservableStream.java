package dev.crossweave.rxjava;

import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.TaskContext;
import dev.crossweave.Waker;
import io.reactivex.rxjava3.core.ObservableSource;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is itself the observer of its Observable, which knows no demand and is never held back (laws S4, L12). All
 * state is behind one short lock, this object's, under which no code of a user runs; the lock, and not the ring of
 * {@link dev.crossweave.StreamSource}, because with {@link Overflow#LATEST} both sides take items out.
 */
final class ObservableStream<T> implements PollableStream<T>, Observer<T> {

    private final int capacity;
    private final Overflow overflow;

    /** Of where the stream was made, and from the first poll on the consumer's over it (L10). */
    private TaskContext context = TaskContext.capture();

    // Guarded by the lock from here on.

    private final ArrayDeque<T> items = new ArrayDeque<>();
    private @Nullable ObservableSource<? extends T> source;
    private @Nullable Disposable subscription;
    private @Nullable Waker waker;
    private @Nullable Outcome<@Nullable Void> end;

    /** The last poll has answered ITEM, or END. */
    private @Nullable Next answer;

    private boolean dropped;

    ObservableStream(ObservableSource<? extends T> source, Overflow overflow, int capacity) {
        this.source = source;
        this.overflow = overflow;
        this.capacity = capacity;
    }

    // ------------------------------------------------------------------------------------------ PollableStream

    @Override
    public Next poll(Waker waker) {
        Objects.requireNonNull(waker, "poll needs a waker, which is null here; Waker.NOOP is for looking only");
        ObservableSource<? extends T> cold;
        synchronized (this) {
            check();
            cold = source;
            source = null;
        }
        if (cold != null) {
            start(cold);
        }
        synchronized (this) {
            Next next = answer == Next.END
                    ? Next.END
                    : !items.isEmpty() ? Next.ITEM : end != null ? Next.END : Next.PENDING;
            answer = next;
            this.waker = next == Next.PENDING ? waker : null;
            return next;
        }
    }

    private void start(ObservableSource<? extends T> cold) {
        context = context.with(TaskContext.capture());
        try {
            context.run(() -> cold.subscribe(this));
        } catch (Throwable thrown) {
            onError(thrown);
        }
    }

    @Override
    public synchronized T take() {
        check();
        if (answer != Next.ITEM) {
            throw new IllegalStateException(
                    "take() of " + this + " needs a poll that answered ITEM before it, once for each"
                            + " item.");
        }
        answer = null;
        return items.remove();
    }

    @Override
    public synchronized Outcome<@Nullable Void> end() {
        check();
        Outcome<@Nullable Void> how = answer == Next.END ? end : null;
        if (how == null) {
            throw new IllegalStateException("end() of " + this + " needs a poll that answered END before it.");
        }
        return how;
    }

    @Override
    public void drop() {
        List<T> left;
        Disposable running;
        synchronized (this) {
            check();
            dropped = true;
            source = null;
            waker = null;
            running = subscription;
            subscription = null;
            left = List.copyOf(items);
            items.clear();
        }
        dispose(running);
        left.forEach(Hooks::discard);
    }

    private void check() {
        if (dropped) {
            throw new IllegalStateException("The " + this + " was dropped and can't be used any more.");
        }
    }

    // ------------------------------------------------------------------------------------------ Observer

    @Override
    public void onSubscribe(Disposable connecting) {
        boolean second;
        synchronized (this) {
            second = subscription != null;
            if (!second && !dropped && end == null) {
                subscription = connecting;
                return;
            }
        }
        dispose(connecting);
        if (second) {
            stop(new IllegalStateException("One subscription for one observer, and a second one came."));
        }
    }

    @Override
    public void onNext(T item) {
        requireSignal(item, "onNext");
        T lost = item;
        boolean full = false;
        Waker waiting = null;
        synchronized (this) {
            if (!dropped && end == null) {
                full = items.size() == capacity;
                if (!full || overflow == Overflow.LATEST) {
                    lost = full ? items.remove() : null;
                    items.add(item);
                    waiting = waker;
                    waker = null;
                }
            }
        }
        if (lost != null) {
            Hooks.discard(lost);
        }
        if (full && overflow == Overflow.FAIL) {
            stop(new IllegalStateException(
                    "The source of a stream gave more items than there was room for, which was for "
                            + capacity + "; expected a consumer that keeps up, more room, or another Overflow."));
        }
        wake(waiting);
    }

    @Override
    public void onError(Throwable thrown) {
        requireSignal(thrown, "onError");
        Outcome<@Nullable Void> outcome = RxJavaErrors.outcomeOf(thrown);
        if (!finish(outcome) && outcome instanceof Outcome.Failure<?>(Throwable cause) && !isOurInterrupt(cause)) {
            RxJavaPlugins.onError(cause);
        }
    }

    private synchronized boolean isOurInterrupt(Throwable cause) {
        return dropped && cause instanceof InterruptedException;
    }

    @Override
    public void onComplete() {
        finish(Poll.ready(null));
    }

    /** Ends the stream after what is in it. Returns false when it had ended before. */
    private boolean finish(Outcome<@Nullable Void> outcome) {
        Waker waiting;
        synchronized (this) {
            if (dropped || end != null) {
                return false;
            }
            end = outcome;
            subscription = null; // it needs no disposing any more
            waiting = waker;
            waker = null;
        }
        wake(waiting);
        return true;
    }

    /** Ends the stream with a failure that is not the source's own word, and disposes the source. */
    private void stop(Throwable failure) {
        Disposable running;
        synchronized (this) {
            running = subscription;
        }
        if (finish(Poll.failed(failure))) {
            dispose(running);
        }
    }

    /** A source that signals null gets an exception, and the stream fails with it instead of waiting for ever. */
    private void requireSignal(@Nullable Object signal, String method) {
        if (signal == null) {
            NullPointerException violation =
                    new NullPointerException(method + " was called with null; expected what RxJava 3 allows: no null.");
            stop(violation);
            throw violation;
        }
    }

    private static void wake(@Nullable Waker waiting) {
        if (waiting != null) {
            Waker.tell(waiting);
        }
    }

    private void dispose(@Nullable Disposable running) {
        if (running != null) {
            try {
                context.run(running::dispose);
            } catch (Throwable thrown) {
                RxJavaPlugins.onError(thrown);
            }
        }
    }

    @Override
    public synchronized String toString() {
        return "stream of an Observable (" + items.size() + " of " + capacity + " used, " + overflow
                + (dropped ? ", consumer gone)" : end != null ? ", source ended)" : ")");
    }
}
