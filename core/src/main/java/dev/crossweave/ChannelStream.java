package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The consumer's side of a {@link Channel}. Its fields are the consumer's own, handed on from call to call (rule 1 of
 * {@link PollableStream}).
 */
final class ChannelStream<T> implements PollableStream<T> {

    private static final VarHandle BUSY;

    static {
        try {
            BUSY = MethodHandles.lookup().findVarHandle(ChannelStream.class, "busy", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Channel<T> channel;

    /** The channel's, so that finding and taking items reads nothing that producers write but the slots. */
    private final @Nullable Object[] slots;

    /** How many items make the room that is given back: three quarters of the capacity, one at least (law S1). */
    private final int batch;

    /** The position of the next item. */
    private long head;

    /** How many items were taken whose room was not given back. Less than {@link #batch} between calls. */
    private int taken;

    /** The last poll found an item, and it was not taken. */
    private boolean found;

    private boolean dropped;

    /**
     * A call is at work. Opaque: two calls at once are noticed when they overlap by more than the time that a write
     * takes to reach the other thread. To notice every overlap would take two atomic operations for each item; that
     * there is one consumer {@link Channel#stream()} makes sure of without any.
     */
    private boolean busy;

    ChannelStream(Channel<T> channel, @Nullable Object[] slots, int capacity) {
        this.channel = channel;
        this.slots = slots;
        this.batch = capacity - capacity / 4;
    }

    @Override
    public Next poll(Waker waker) {
        Objects.requireNonNull(waker, "poll needs a waker, which is null here; Waker.NOOP is for looking only");
        List<ChannelSend<T>> served = List.of();
        enter();
        try {
            if (found || Channel.slotAcquire(slots, head) != null) { // acquire: what the item refers to comes with it
                found = true;
                return Next.ITEM;
            }
            if (taken > 0) {
                served = giveBack();
            }
            return pollWaiting(waker);
        } finally {
            leave();
            ChannelSend.tell(served);
        }
    }

    /**
     * The other half of the argument in {@link Channel#put}: the mark is written, then the slot and the tail are
     * read. An empty slot before the tail is one whose producer has claimed it and has not put the item there yet; it
     * will find the mark.
     */
    private Next pollWaiting(Waker waker) {
        channel.setMarkVolatile(waker);
        found = Channel.slotVolatile(slots, head) != null;
        if (!found && !channel.endsAtVolatile(head)) {
            return Next.PENDING;
        }
        channel.setMarkVolatile(null);
        return found ? Next.ITEM : Next.END;
    }

    @Override
    public T take() {
        List<ChannelSend<T>> served = List.of();
        enter();
        try {
            if (!found) {
                throw new IllegalStateException(
                        "take() of " + this + " needs a poll that answered ITEM before it, once for each item.");
            }
            found = false;
            T item = takeSlotPlain();
            if (++taken == batch) {
                served = giveBack();
            }
            return item;
        } finally {
            leave();
            ChannelSend.tell(served); // code of users: at the very end, when this may be called again
        }
    }

    /** Plain: others learn from the limit, which is written later, that the slot is free. */
    @SuppressWarnings({"unchecked", "NullAway"}) // only a T is ever put into a slot, and the poll has seen this one
    private T takeSlotPlain() {
        int index = Channel.index(slots, head++);
        Object item = slots[index];
        slots[index] = null;
        return (T) item;
    }

    private List<ChannelSend<T>> giveBack() {
        int room = taken;
        taken = 0;
        return channel.giveBack(room);
    }

    @Override
    public Outcome<@Nullable Void> end() {
        enter();
        try {
            Outcome<@Nullable Void> end = channel.endsAtVolatile(head) ? channel.end() : null;
            if (end == null) {
                throw new IllegalStateException("end() of " + this + " needs a poll that answered END before it.");
            }
            return end;
        } finally {
            leave();
        }
    }

    @Override
    public void drop() {
        enter();
        dropped = true;
        leave();
        channel.abandon(head);
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

    @Override
    public String toString() {
        return "stream of " + channel;
    }
}
