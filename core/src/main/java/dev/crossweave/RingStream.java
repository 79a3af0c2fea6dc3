package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The consumer's half of a stream that finds its items in a {@link Ring}. Its fields are the consumer's own, handed on
 * from call to call (rule 1 of {@link PollableStream}).
 */
abstract class RingStream<T> implements PollableStream<T> {

    private static final VarHandle BUSY;

    static {
        try {
            BUSY = MethodHandles.lookup().findVarHandle(RingStream.class, "busy", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The same as the producers', so that finding and taking items reads nothing that they write but the slots. */
    @Nullable Object[] slots;

    private final int batch;

    /**
     * A drain gets the item that makes the batch full before the room is given back, so that what comes then can be
     * {@link #passOn passed on}. Not where the batch is all there is: the source must have room while the drain has an item.
     */
    private final boolean givesBackLater;

    /** The position of the next item. */
    long head;

    /** How many items were taken whose room was not given back. Less than {@link #batch} between calls of poll and take. */
    private int taken;

    /** Whom {@link #give} gives to, while it does. */
    @Nullable StreamDrain<T, ?> receiver;

    /** The last poll found an item, and it was not taken. */
    private boolean found;

    /** A poll has answered END, which stays the answer whatever a source still sends. */
    private boolean ended;

    private boolean dropped;

    /**
     * A call is at work. Opaque: two calls at once are noticed when they overlap by more than the time that a write
     * takes to reach the other thread. To notice every overlap would take two atomic operations for each item.
     */
    private boolean busy;

    /**
     * A stream.
     *
     * @param slots of the producers, or {@link Ring#NONE} as long as there are none
     * @param capacity how many items there is room for
     * @param passesOn true when items may come from inside of {@link #giveBack}, which then calls {@link #passOn} for them
     */
    RingStream(@Nullable Object[] slots, int capacity, boolean passesOn) {
        this.slots = slots;
        this.batch = Ring.batch(capacity);
        this.givesBackLater = passesOn && batch < capacity;
    }

    // ------------------------------------------------------------------------------------------ what differs

    /** No item was found: does what is due then, and ends with {@link #look}. */
    abstract Next pollEmpty(Waker waker);

    /** Lets the producers have so much more room. */
    abstract void giveBack(int room);

    /** Code of users, at the very end of a poll or a take, when this may be called again. */
    void afterCall() {
    }

    /** Lets go of the source and discards what lies from {@link #head} on. */
    abstract void abandon();

    abstract void setMarkVolatile(@Nullable Waker waker);

    /** Nothing is put anywhere from {@link #head} on but what lies there already. */
    abstract boolean endsVolatile();

    /** Only after {@link #endsVolatile}. */
    abstract @Nullable Outcome<@Nullable Void> outcome();

    // ------------------------------------------------------------------------------------------ the consumer's calls

    @Override
    public final Next poll(Waker waker) {
        Objects.requireNonNull(waker, "poll needs a waker, which is null here; Waker.NOOP is for looking only");
        enter();
        try {
            if (found || (!ended && Ring.slotAcquire(slots, head) != null)) { // acquire: what it refers to comes with it
                found = true;
                return Next.ITEM;
            }
            return ended ? Next.END : pollEmpty(waker);
        } finally {
            leave();
            afterCall();
        }
    }

    /**
     * The other half of the argument of those who put items: the mark is written, then the end and the slot are read. In
     * this order, since who ends a stream has put its items before.
     */
    final Next look(Waker waker) {
        setMarkVolatile(waker);
        ended = endsVolatile();
        found = Ring.slotVolatile(slots, head) != null;
        if (!found && !ended) {
            return Next.PENDING;
        }
        ended = !found;
        setMarkVolatile(null);
        return found ? Next.ITEM : Next.END;
    }

    @Override
    public final T take() {
        enter();
        try {
            if (!found) {
                throw new IllegalStateException(
                        "take() of " + this + " needs a poll that answered ITEM before it, once for each item.");
            }
            found = false;
            T item = takeSlotPlain();
            if (++taken >= batch) {
                giveBackTaken();
            }
            return item;
        } finally {
            leave();
            afterCall();
        }
    }

    /**
     * Gives items that are there to a drain, as poll and take do one by one. What the drain does with an item is a part of
     * this call: nobody else uses the stream meanwhile. Where the source puts what it is asked for at once, {@link #passOn}.
     *
     * @return true when at least one was given
     */
    final boolean give(StreamDrain<T, ?> to) {
        enter();
        long before = head;
        receiver = givesBackLater ? to : null;
        try {
            while (!ended && to.wantsMore()) {
                if (taken >= batch) {
                    giveBackTaken();
                } else if (Ring.slotAcquire(slots, head) != null) { // as in poll
                    giveNext(to);
                } else {
                    break;
                }
            }
            receiver = null;
            if (taken >= batch && to.waitsForDemand()) { // what is asked for comes while it waits (S1)
                giveBackTaken();
            }
        } finally {
            receiver = null;
            found = false;
            leave();
            afterCall();
        }
        return head != before;
    }

    private void giveNext(StreamDrain<T, ?> to) {
        T item = takeSlotPlain();
        if (++taken >= batch && !givesBackLater) {
            giveBackTaken();
        }
        to.deliver(item);
    }

    /**
     * Gives a drain an item that was not put into its slot, and before it what lies in the slots before (S2). Only on the
     * consumer's thread, inside of {@link #giveBack}, and not inside of itself.
     *
     * @return false when the drain wants no more: then the item goes into its slot
     */
    final boolean passOn(StreamDrain<T, ?> to, long position, T item) {
        while (head != position && Ring.slotAcquire(slots, head) != null && to.wantsMore()) {
            giveNext(to);
        }
        boolean wanted = head == position && to.wantsMore();
        if (wanted) {
            head++;
            taken++;
            to.deliver(item);
        }
        return wanted;
    }

    /** Plain: others learn from the limit, which is written later, that the slot is free. */
    @SuppressWarnings({"unchecked", "NullAway"}) // only a T is ever put into a slot, and the poll has seen this one
    private T takeSlotPlain() {
        int index = Ring.index(slots, head++);
        Object item = slots[index];
        slots[index] = null;
        return (T) item;
    }

    final void giveBackTaken() {
        int room = taken;
        taken = 0;
        if (room > 0) {
            giveBack(room);
        }
    }

    @Override
    public final Outcome<@Nullable Void> end() {
        enter();
        try {
            Outcome<@Nullable Void> end = ended ? outcome() : null;
            if (end == null) {
                throw new IllegalStateException("end() of " + this + " needs a poll that answered END before it.");
            }
            return end;
        } finally {
            leave();
        }
    }

    @Override
    public final void drop() {
        close();
        abandon();
    }

    /** From now on refuses every call. */
    final void close() {
        enter();
        dropped = true;
        leave();
    }

    private void enter() {
        if (dropped || (boolean) BUSY.getOpaque(this)) {
            throw new IllegalStateException(dropped
                    ? "The " + this + " was dropped and can't be used any more."
                    : "The " + this + " is in use by another call; it has one consumer, and one call at a time.");
        }
        BUSY.setOpaque(this, true);
    }

    private void leave() {
        BUSY.setOpaque(this, false);
    }
}
