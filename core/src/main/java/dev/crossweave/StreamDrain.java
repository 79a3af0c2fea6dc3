package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream on its way to a subscriber, and the subscription of that. For adapters, which extend it so that the
 * subscription <em>is</em> the waker and the demand: one object.
 *
 * <pre>{@code
 * final class StreamSubscription<T> extends StreamDrain<T, Flow.Subscriber<? super T>> implements Flow.Subscription {
 *     protected void onSubscribe(Flow.Subscriber<? super T> to)                 { to.onSubscribe(this); }
 *     protected void onItem(Flow.Subscriber<? super T> to, T item)              { to.onNext(item); }
 *     protected void onComplete(Flow.Subscriber<? super T> to)                  { to.onComplete(); }
 *     protected void onError(Flow.Subscriber<? super T> to, Throwable error)    { to.onError(error); }
 * }
 * new StreamSubscription<>(stream, subscriber).start();
 * }</pre>
 *
 * <p>Signals are serial (Reactive Streams §1.3), and come from whoever requests or wakes, one after the other instead of
 * one inside the other (§3.3, law L14): a thread that finds another at work, or itself, leaves it at that. Who has
 * emitted {@value #TURN} items in one go lets others on its thread take their turn. An item costs no allocation (law S6)
 * and no atomic operation; a request or a wake costs three.
 *
 * <p>The stream belongs to this object: it is polled from the subscription on, dropped once, and never during another
 * call to it. It is dropped before the last signal is given (law L7).
 *
 * @param <T> the type of the items
 * @param <S> the type of the subscriber
 */
public abstract class StreamDrain<T, S> implements Waker {

    /** How many items are emitted in one go. */
    private static final int TURN = 256;

    /** A thread is at work on the stream and the subscriber. */
    private static final int RUNNING = 1;

    /** There is something to look at: demand, a wake, a cancel. */
    private static final int SIGNALLED = 2;

    /** In place of an exception: stopped without one. */
    private static final Object CANCELLED = new Object();

    private static final VarHandle STATE;
    private static final VarHandle DEMAND;
    private static final VarHandle STOP;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(StreamDrain.class, "state", int.class);
            DEMAND = lookup.findVarHandle(StreamDrain.class, "demand", long.class);
            STOP = lookup.findVarHandle(StreamDrain.class, "stop", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Guarded by RUNNING, as the next two; null after the end (law L16). */
    private @Nullable PollableStream<T> stream;

    private @Nullable S subscriber;

    /** How many items were emitted, ever. Guarded by RUNNING, as the next two. */
    private long emitted;

    /** What that will be at the end of the turn. */
    private long turnEnd;

    /** What it may become without another look at the demand, which only grows. */
    private long allowed;

    /** All that was ever requested; Long.MAX_VALUE stays and means no bound (§3.17). */
    private volatile long demand;

    /** Why nothing more is to be emitted: {@link #CANCELLED}, or the exception that the subscriber gets. */
    private volatile @Nullable Object stop;

    /** RUNNING until {@link #start()}: requests from inside of onSubscribe wait for its end. */
    private volatile int state = RUNNING;

    /**
     * For adapters.
     *
     * @param stream the stream, which belongs to this object from now on
     * @param subscriber who gets the items
     */
    protected StreamDrain(PollableStream<T> stream, S subscriber) {
        this.stream = Objects.requireNonNull(stream, "a subscription needs a stream, which is null here");
        this.subscriber = Objects.requireNonNull(subscriber, "a subscription needs a subscriber, which is null here");
    }

    // ------------------------------------------------------------------------------------------ for adapters

    /**
     * Hands the subscription to the subscriber. The first signal.
     *
     * @param to the subscriber
     */
    protected abstract void onSubscribe(S to);

    /**
     * Gives an item to the subscriber. What this throws counts as a cancel and is a late error (§2.13).
     *
     * @param to the subscriber
     * @param item the item
     */
    protected abstract void onItem(S to, T item);

    /**
     * Tells the subscriber that the stream has completed. The last signal.
     *
     * @param to the subscriber
     */
    protected abstract void onComplete(S to);

    /**
     * Tells the subscriber that the stream has failed, or was cancelled by someone else (law L5). The last signal.
     *
     * @param to the subscriber
     * @param error the failure
     */
    protected abstract void onError(S to, Throwable error);

    /**
     * Reports an error that nobody gets, once (law L8). Adapters forward it to their ecosystem's own hook.
     *
     * @param error what came too late
     */
    protected void onLateError(Throwable error) {
        Hooks.lateError(error);
    }

    /** Hands over the subscription and starts the stream. Called once, when the object is complete. */
    protected final void start() {
        try {
            onSubscribe(Objects.requireNonNull(subscriber));
        } catch (Throwable thrown) {
            stop = CANCELLED;
            late(thrown);
        }
        yieldTurn();
    }

    // ------------------------------------------------------------------------------------------ subscription, waker

    /**
     * Asks for more items. Any thread.
     *
     * @param n how many more; Long.MAX_VALUE for no bound. Less than one ends the stream with an IllegalArgumentException
     *     as the subscriber's error (§3.9)
     */
    public final void request(long n) {
        if (n <= 0) {
            STOP.compareAndSet(this, null, new IllegalArgumentException(
                    "§3.9: request needs a number of items greater than zero; got " + n));
        } else {
            addDemand(n);
        }
        signal();
    }

    private void addDemand(long n) {
        long before = demand;
        for (;;) {
            long after = before + n < 0 ? Long.MAX_VALUE : before + n;
            long seen = (long) DEMAND.compareAndExchange(this, before, after);
            if (seen == before) {
                return;
            }
            before = seen;
        }
    }

    /** Drops the stream, at once or when the call to it that is at work has returned. Any thread, any number of times. */
    public final void cancel() {
        stop = CANCELLED;
        Trampoline.descend(this::wake); // a chain of any length (L14), and at once in an ordinary one (S3)
    }

    /** Through the trampoline, unless someone is at work or on the way already. */
    private void signal() {
        if ((int) STATE.getAndBitwiseOr(this, SIGNALLED) == 0) {
            Trampoline.run(this);
        }
    }

    /** Emits what there is demand for; whoever works already is told to look again. For streams and the trampoline. */
    @Override
    public final void wake() {
        if (((int) STATE.getAndBitwiseOr(this, RUNNING | SIGNALLED) & RUNNING) != 0) {
            return;
        }
        int left = TURN;
        do {
            STATE.getAndBitwiseAnd(this, ~SIGNALLED); // before looking: what is signalled from here on is looked at again
            left = emit(left);
            if (left == 0) {
                yieldTurn();
                return;
            }
        } while (!STATE.compareAndSet(this, RUNNING, 0));
    }

    /** Ends a turn after which there is more to do. */
    private void yieldTurn() {
        state = SIGNALLED;
        Trampoline.run(this);
    }

    // ------------------------------------------------------------------------------------------ one turn, RUNNING

    /** Returns how many items are left of the turn: none when there may be more. */
    private int emit(int turn) {
        PollableStream<T> from = stream;
        S to = subscriber;
        if (from == null || to == null) {
            return turn; // it has ended
        }
        turnEnd = emitted + turn;
        while (emitted != turnEnd) {
            Object why = stop;
            if (why != null) {
                finish(from, to, why instanceof Throwable thrown ? Poll.failed(thrown) : null);
                return turn;
            }
            T item;
            try {
                if (from instanceof RingStream<T> ring && ring.give(this)) {
                    continue;
                }
                switch (from.poll(this)) {
                    case PENDING -> {
                        return (int) (turnEnd - emitted);
                    }
                    case END -> {
                        finish(from, to, from.end());
                        return turn;
                    }
                    case ITEM -> {
                        if (!isAllowed()) {
                            return (int) (turnEnd - emitted);
                        }
                    }
                }
                item = Objects.requireNonNull(from.take(), "a stream gave null in place of an item");
            } catch (Throwable thrown) { // a stream that throws has failed: rule 6 of PollableStream
                finish(from, to, Outcome.ofThrown(thrown));
                return turn;
            }
            deliver(to, item);
        }
        return 0;
    }

    /** Tells a stream that gives its items by itself ({@link RingStream#give}) whether this is the time for one more. */
    final boolean wantsMore() {
        return isAllowed() && stop == null;
    }

    /** Tells such a stream whether nothing but demand is missing. */
    final boolean waitsForDemand() {
        return emitted != turnEnd && !isAllowed() && stop == null;
    }

    /** One more in this turn, by the demand. */
    private boolean isAllowed() {
        if (emitted == allowed) {
            allowed = Math.min(demand, turnEnd);
        }
        return emitted != allowed;
    }

    /** Gives one item to the subscriber, which is there as long as the stream is. */
    final void deliver(T item) {
        deliver(Objects.requireNonNull(subscriber), item);
    }

    private void deliver(S to, T item) {
        emitted++;
        try {
            onItem(to, item);
        } catch (Throwable thrown) {
            stop = CANCELLED;
            late(thrown);
        }
    }

    /** Drops the stream and then gives the last signal, if any. Contains whatever is thrown. */
    private void finish(PollableStream<T> from, S to, @Nullable Outcome<@Nullable Void> outcome) {
        stream = null;
        subscriber = null;
        try {
            from.drop();
        } catch (Throwable thrown) {
            late(thrown);
        }
        try {
            switch (outcome) {
                case null -> { // cancelled by the subscriber, which wants to hear no more
                }
                case Outcome.Value<?> completed -> onComplete(to);
                case Outcome.Failure<?>(Throwable cause) -> onError(to, cause);
                case Outcome.Cancelled<?> cancelled -> onError(to, cancelled.toException());
            }
        } catch (Throwable thrown) {
            late(thrown);
        }
    }

    private void late(Throwable error) {
        try {
            onLateError(error);
        } catch (Throwable thrown) {
            Hooks.lateError(thrown); // a hook that throws is contained and reported once (L18)
        }
    }
}
