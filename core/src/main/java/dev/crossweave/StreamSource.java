package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose items a source pushes, on demand and one after the other: the subscriber of a publisher, seen from its
 * other side. For adapters, which extend it so that the stream <em>is</em> the subscriber: one object and its ring.
 *
 * <pre>{@code
 * final class PublisherStream<T> extends StreamSource<T, Flow.Subscription> implements Flow.Subscriber<T> {
 *     public void onSubscribe(Flow.Subscription subscription) { connected(subscription); }
 *     public void onNext(T item)               { item(item); }
 *     public void onError(Throwable thrown)    { fail(thrown); }
 *     public void onComplete()                 { complete(); }
 *     protected void onStart()                 { publisher.subscribe(this); }
 *     protected void onRequest(Flow.Subscription subscription, long n) { subscription.request(n); }
 *     protected void onCancel(Flow.Subscription subscription)          { subscription.cancel(); }
 * }
 * }</pre>
 *
 * <p>The stream is cold: {@link #onStart()} is called by the first poll, once (law L3). Demand is asked for by the
 * consumer's calls alone, so that {@link #onRequest} and {@link #onCancel} are serial (Reactive Streams §2.7): the
 * capacity at first, and from there what was taken, each time that it is three quarters of that or more (law S1). The first of
 * {@code complete}, {@code fail}, {@code end} and a broken rule decides; what was put before comes before it (law S2).
 * A failure that comes later is reported, once (law L8); an item that nobody will take is discarded, once (law L9).
 *
 * <p><b>Sources that break the rules</b> of Reactive Streams fail the stream with an exception that names the rule, and
 * are cancelled: a null (§2.13), more items than were asked for (§1.1), two signals at once, when they overlap by enough
 * to be noticed (§1.3), a signal before the subscription (§1.9), a second subscription (§2.5), a request that throws
 * (§3.16). Items after the end (§1.7) are discarded and the breach is reported, once.
 *
 * <p><b>Progress and cost.</b> {@code item}, {@code poll} and {@code take} are wait-free and allocate nothing (law S6):
 * one volatile write for each item, and one compare-and-set when the consumer waits;
 * neither for items that come out of the call that asks for them. Those a {@link StreamDrain} gets where they come, without
 * a slot, unless the stream was made or polled in a context.
 *
 * @param <T> the type of the items
 * @param <S> what demand goes to and what is cancelled, for instance a subscription
 */
public abstract class StreamSource<T, S> extends RingStream<T> {

    /** In place of a subscription: there is none any more. */
    private static final Object RELEASED = new Object();

    /** In place of a waker: the consumer has gone, and what is put into a slot all the same its producer takes back. */
    private static final Waker GONE = new Waker() {
        @Override
        public void wake() { // there is nobody to wake
        }
    };

    private static final VarHandle SOURCE;
    private static final VarHandle END;
    private static final VarHandle MARK;
    private static final VarHandle PUTTING;
    private static final VarHandle PASSING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SOURCE = lookup.findVarHandle(StreamSource.class, "source", Object.class);
            END = lookup.findVarHandle(StreamSource.class, "end", Outcome.class);
            MARK = lookup.findVarHandle(StreamSource.class, "mark", Waker.class);
            PUTTING = lookup.findVarHandle(StreamSource.class, "putting", boolean.class);
            PASSING = lookup.findVarHandle(StreamSource.class, "passing", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int capacity;

    /** What demand goes to: null before it has connected, {@link #RELEASED} after the end. */
    private volatile @Nullable Object source;

    /** How the stream ends; also set by a consumer that goes before. Written once, after the last item was put. */
    private volatile @Nullable Outcome<@Nullable Void> end;

    /** The consumer's waker while it waits; {@link #GONE} after it has gone. */
    private volatile @Nullable Waker mark;

    /** The first position that was not asked for. Written by the consumer's calls alone, before they ask for it. */
    private volatile long limit;

    /** The position of the next item. The producer's own, as the next two; signals are serial. */
    private long tail;

    /** Of where the stream was made, and from the first poll on the consumer's over it (L10). Immutable, written by the consumer. */
    private TaskContext context = TaskContext.capture();

    /**
     * The thread that is inside of {@link #onRequest}. Whoever reads here that it is itself is right without any ordering,
     * since no other thread ever writes that: so items that come out of the call that asks for them need none either.
     */
    private @Nullable Thread asking;

    /** Who takes items out of the call that asks for them, so that they need no slot. The asking thread's own, as {@code asking}. */
    private @Nullable StreamDrain<T, ?> direct;

    /**
     * Such an item is with that drain. One that comes from inside of it, on the same thread, is put and comes after it; one of
     * another thread breaks a rule, as while {@code putting}.
     */
    private boolean passing;

    /** An item is being put. Opaque, as {@code busy} of {@link RingStream}, and for the same reason. */
    private boolean putting;

    /** The source has ended the stream itself and nothing was heard of it since. */
    private boolean silent;

    /** A stream with room for {@value Channel#DEFAULT_CAPACITY} items. */
    protected StreamSource() {
        this(Channel.DEFAULT_CAPACITY);
    }

    /**
     * A stream that was not started.
     *
     * @param capacity how many items are asked for and not taken at any time, at most; one at least
     */
    protected StreamSource(int capacity) {
        super(Ring.NONE, Ring.checked("a stream", capacity), true);
        this.capacity = capacity;
    }

    // ------------------------------------------------------------------------------------------ for adapters

    /**
     * Subscribes to the source. Called once at most, by the first poll. What this throws fails the stream. This and the two
     * below are called in the context in which the stream was made, with the consumer's values over its own (law L10).
     *
     * @throws Exception the failure of the stream
     */
    protected abstract void onStart() throws Exception;

    /**
     * Asks the source for more items. Called by the consumer's calls, one at a time, and not from inside of
     * {@link #connected}. It may put items at once.
     *
     * @param source what has connected
     * @param n how many more, one at least
     */
    protected abstract void onRequest(S source, long n);

    /**
     * Stops the source, because the consumer goes (law S3) or because the source has broken a rule. Called once at most,
     * and not after the source has ended the stream. What this throws is a late error.
     *
     * @param source what has connected
     */
    protected abstract void onCancel(S source);

    /**
     * Reads what the source raised; adapters override it for the wrappers of their ecosystem (law L2).
     *
     * @param thrown what the source raised
     * @return how the stream ends
     */
    protected Outcome<@Nullable Void> outcomeOf(Throwable thrown) {
        return Outcome.ofThrown(thrown);
    }

    /**
     * Reports an error that came too late, once (law L8). Adapters forward it to their ecosystem's own hook.
     *
     * @param error what came too late
     */
    protected void onLateError(Throwable error) {
        Hooks.lateError(error);
    }

    /**
     * Hands over an item that no consumer will take, once (law L9). Adapters whose ecosystem has a hook of its own for that
     * override this, and call it as well. What this throws is a late error.
     *
     * @param item what is discarded
     */
    protected void onDiscard(T item) {
        Hooks.discard(item);
    }

    /**
     * Tells whether {@link #onStart()} was called, or is being called.
     *
     * @return true from the first poll on
     */
    protected final boolean isStarted() {
        return slots != Ring.NONE;
    }

    /**
     * Takes back a stream that was not started, so that its source can be used in its place (law L15). From then on the
     * stream refuses every call.
     *
     * @return false when it was started: then nothing has happened
     * @throws IllegalStateException when it was dropped, or taken back already
     */
    protected final boolean takeBack() {
        if (isStarted()) {
            return false;
        }
        close();
        return true;
    }

    /**
     * The context in which the source is called. For adapters whose ecosystem has one of its own.
     *
     * @return the context; complete from {@link #onStart()} on
     */
    protected final TaskContext taskContext() {
        return context;
    }

    // ------------------------------------------------------------------------------------------ the source's signals

    /**
     * Takes what demand goes to. The consumer's next poll asks it for items, or the one that is subscribing; a consumer
     * that has gone meanwhile cancels it here.
     *
     * @param connecting for instance the subscription
     * @throws NullPointerException when null, after failing the stream (§2.13)
     */
    protected final void connected(S connecting) {
        if (connecting == null) {
            throw brokenByNull("a subscription");
        }
        if (SOURCE.compareAndSet(this, null, connecting)) {
            wake(mark); // as in announce: the source is written and then the mark read
            return;
        }
        cancel(connecting);
        if (source != RELEASED) {
            stop(broken("§2.5: one subscription for one subscriber, and a second one came", null));
        }
    }

    /**
     * Puts an item. Signals come one after the other.
     *
     * @param item the item
     * @throws NullPointerException when null, after failing the stream (§2.13)
     */
    protected final void item(T item) {
        if (item == null) {
            throw brokenByNull("an item");
        }
        if (asking == Thread.currentThread() && putNow(item)) {
            return;
        }
        long position = store(item);
        if (position >= 0) {
            announce(position, item);
        } else {
            refuse(item);
        }
    }

    /** Ends the stream as completed. */
    protected final void complete() {
        if (source == null) {
            stop(broken("§1.9: onSubscribe before any other signal, and it completed without", null));
        } else {
            end(Poll.ready(null));
        }
    }

    /**
     * Ends the stream with what the source raised, read by {@link #outcomeOf}.
     *
     * @param thrown what the source raised
     * @throws NullPointerException when null, after failing the stream (§2.13)
     */
    protected final void fail(Throwable thrown) {
        if (thrown == null) {
            throw brokenByNull("an error");
        }
        end(outcomeOf(thrown));
    }

    /**
     * Ends the stream.
     *
     * @param outcome how it ends
     * @return false when it had ended already or the consumer has gone: then a failure went to {@link #onLateError}
     */
    protected final boolean end(Outcome<@Nullable Void> outcome) {
        if (END.compareAndSet(this, null, outcome)) {
            silent = true;
            source = RELEASED; // it needs no cancelling any more (§2.4)
            wake(mark); // as in announce
            return true;
        }
        if (outcome instanceof Outcome.Failure<?>(Throwable cause) && !isKnown(cause)) {
            late(cause);
        }
        return false;
    }

    /** Not the failure of this stream coming back from the source, nor the interrupt that our own cancel caused (L8). */
    private boolean isKnown(Throwable cause) {
        boolean ourInterrupt = mark == GONE && Failures.isInterrupt(cause);
        return ourInterrupt || (end instanceof Outcome.Failure<?>(Throwable known) && known == cause);
    }

    // ------------------------------------------------------------------------------------------ putting an item

    /**
     * Puts an item from inside of the call that asks for it: plain, since the consumer is in that very call and looks
     * afterwards; nowhere at all when it is a drain, which wants it here and now. Returns false when there may be something
     * wrong, which {@link #store} finds out.
     */
    private boolean putNow(T item) {
        long position = tail;
        boolean fits = position < limit && end == null && (passing || !(boolean) PUTTING.getOpaque(this));
        if (fits) {
            tail = position + 1;
            StreamDrain<T, ?> to = direct;
            if (to == null || passing || !passOnNow(to, position, item)) {
                slots[Ring.index(slots, position)] = item;
            }
        }
        return fits;
    }

    private boolean passOnNow(StreamDrain<T, ?> to, long position, T item) {
        PASSING.setOpaque(this, true);
        boolean passedOn = passOn(to, position, item);
        PASSING.setOpaque(this, false);
        return passedOn;
    }

    /** Returns false when another thread is putting an item, which is against the rules. */
    boolean beginPut() {
        boolean alone = !(boolean) PUTTING.getOpaque(this) && !(boolean) PASSING.getOpaque(this);
        PUTTING.setOpaque(this, true);
        return alone;
    }

    /** Puts the item into its slot. Returns its position, or a negative number when that was refused. */
    long store(T item) {
        if (!beginPut()) {
            stop(broken("§1.3: one signal after the other, and two came at once", null));
            return -1;
        }
        long position = tail;
        boolean fits = end == null && position < limit;
        if (fits) {
            tail = position + 1;
            Ring.setSlotVolatile(slots, position, item);
        }
        PUTTING.setOpaque(this, false);
        return fits ? position : -1;
    }

    /**
     * Sees to the consumer, now that the item is in its slot.
     *
     * <p>Either the consumer finds the item or this finds the consumer's mark, be it a waker or {@link #GONE}: the slot
     * is written and then the mark read, the consumer writes the mark and then reads the slot, and all four are volatile,
     * hence in one order that everybody agrees on. When both find each other there is a needless wake, or the slot's own
     * atomic decides who has the item.
     */
    void announce(long position, T item) {
        Waker seen = mark;
        if (seen != GONE) {
            wake(seen);
        } else if (Ring.casSlotToNull(slots, position, item)) {
            discard(item);
        }
    }

    private void wake(@Nullable Waker seen) {
        if (seen != null && seen != GONE && MARK.compareAndSet(this, seen, null)) { // once, whoever else has seen it
            BaseTask.tell(seen);
        }
    }

    private void refuse(T item) {
        discard(item);
        if (end == null) {
            stop(broken(source == null
                    ? "§1.9: onSubscribe before any other signal, and an item came without"
                    : "§1.1: no more items than were requested, and one came beyond the " + limit, null));
        } else if (silent) {
            silent = false;
            late(broken("§1.7: nothing after the end, and an item came", null));
        }
    }

    // ------------------------------------------------------------------------------------------ broken rules

    private static IllegalStateException broken(String rule, @Nullable Throwable cause) {
        return new IllegalStateException("The source of a stream broke rule " + rule + ".", cause);
    }

    private NullPointerException brokenByNull(String what) {
        NullPointerException thrown = new NullPointerException(
                "The source of a stream broke rule §2.13: no signal without its argument, and null came for " + what
                        + ".");
        stop(thrown);
        return thrown;
    }

    /** Ends the stream with a failure that is not the source's own word, and cancels the source. */
    private void stop(Throwable failure) {
        stop(Poll.failed(failure));
    }

    private void stop(Outcome<@Nullable Void> outcome) {
        boolean first = END.compareAndSet(this, null, outcome);
        cancelOnce();
        if (first) {
            wake(mark);
        }
    }

    @SuppressWarnings("unchecked") // what is neither null nor RELEASED has connected
    private void cancelOnce() {
        Object last = SOURCE.getAndSet(this, RELEASED);
        if (last != null && last != RELEASED) {
            cancel((S) last);
        }
    }

    private void cancel(S connected) {
        try {
            context.run(() -> onCancel(connected));
        } catch (Throwable thrown) {
            late(thrown);
        }
    }

    private void discard(T item) {
        try {
            onDiscard(item);
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

    // ------------------------------------------------------------------------------------------ the consumer's side

    @Override
    final Next pollEmpty(Waker waker) {
        if (!isStarted()) {
            begin();
        }
        Next next;
        do {
            if (isUnasked()) {
                giveBack(capacity);
            }
            next = look(waker);
        } while (next == Next.PENDING && isUnasked()); // it has connected meanwhile, and may have missed the mark
        return next;
    }

    private void begin() {
        slots = Ring.make(capacity);
        context = context.with(TaskContext.capture());
        try {
            context.call(() -> {
                onStart();
                return null;
            });
        } catch (Throwable thrown) {
            stop(outcomeOf(thrown));
        }
    }

    private boolean isUnasked() {
        return limit == 0 && source != null && source != RELEASED;
    }

    @Override
    @SuppressWarnings("unchecked") // what is neither null nor RELEASED has connected
    final void giveBack(int room) {
        Object connected = source;
        if (connected == null || connected == RELEASED) {
            return;
        }
        long raised = limit + room;
        limit = raised; // volatile, before the request: who is asked may write the slots that were cleared before
        asking = Thread.currentThread();
        try {
            if (context.bindsScopedValues()) {
                context.run(() -> onRequest((S) connected, room));
            } else if (context.first != null) {
                requestIn(context.first, (S) connected, room);
            } else {
                direct = receiver; // in no context but the drain's own
                onRequest((S) connected, room);
            }
        } catch (Throwable thrown) {
            stop(broken("§3.16: request returns normally, and it threw " + thrown.getClass().getName(), thrown));
        } finally {
            asking = null;
            direct = null;
            passing = false;
        }
    }

    /** Asks in what is left of the context, without an object for it (S6). */
    private void requestIn(@Nullable ContextEntry entry, S connected, int room) {
        if (entry == null) {
            onRequest(connected, room);
            return;
        }
        Object before = entry.enter();
        try {
            requestIn(entry.next, connected, room);
        } finally {
            entry.leave(before);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // only a T is ever put into a slot
    final void abandon() {
        mark = GONE; // before the slots are read, see announce
        END.compareAndSet(this, null, Poll.cancelled(null));
        cancelOnce();
        context = TaskContext.EMPTY; // L16
        for (Object left; (left = Ring.getAndClearSlot(slots, head)) != null; head++) { // filled in order
            discard((T) left);
        }
    }

    @Override
    final void setMarkVolatile(@Nullable Waker waker) {
        mark = waker;
    }

    @Override
    final boolean endsVolatile() {
        return end != null;
    }

    @Override
    final @Nullable Outcome<@Nullable Void> outcome() {
        return end;
    }

    @Override
    public String toString() {
        return mark == GONE
                ? "stream (consumer gone)"
                : end != null
                        ? "stream (source ended)"
                        : isStarted() ? "stream (running)" : "stream (not started)";
    }
}
