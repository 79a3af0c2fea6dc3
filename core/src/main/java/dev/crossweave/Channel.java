package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A queue of bounded size between many producers and one consumer, which pulls from it as from any
 * {@link PollableStream}. It turns any callback API that sends many values into a stream:
 *
 * <pre>{@code
 * Channel<Quote> quotes = Channel.bounded(256, feed::close);   // closed when the consumer goes
 * feed.onQuote(quote -> {
 *     if (quotes.trySend(quote) == Channel.Sent.FULL) {
 *         missed.increment();                                  // the policy for a source that can't wait (law S4)
 *     }
 * });
 * feed.onError(quotes::fail);
 * return quotes.stream();
 * }</pre>
 *
 * <p><b>Back-pressure</b> (law S1). The channel never holds more than its capacity. Room comes back in batches: when
 * the consumer has taken three quarters of the capacity, or finds nothing more to take. {@link #trySend} says when
 * there is no room; {@link #send} waits for it without blocking.
 *
 * <p><b>Fairness.</b> Sends that wait are served in the order in which they came, and nothing overtakes them: while one
 * waits, {@link #trySend} finds the channel full, and another send waits behind it.
 *
 * <p><b>Each item once</b> (laws S2, S3, L9). What was sent before the end arrives before it, sends that still wait
 * included. What the consumer leaves behind when it goes is discarded.
 *
 * <p><b>Progress and cost.</b> {@code trySend}, and {@code send} when there is room, are lock-free: one
 * compare-and-set and one volatile write, and one more compare-and-set when the consumer waits; no allocation. A poll
 * that finds an item, and {@code take}, are wait-free and have neither. Behind a short lock, under which no code of a
 * user runs: a send that waits (which allocates the task and its entry in a table), giving room back, and the end
 * from either side. A producer that the machine stops in the middle of a send holds up the items behind its own, but
 * no other producer.
 *
 * <p>The ring is that of D. Vyukov's bounded queue (1024cores.net, "Bounded MPMC queue"), reduced to one consumer: a
 * position is claimed by compare-and-set on the tail, and filled afterwards. In place of his sequence numbers the
 * slot itself says by null that it is empty, as in the queues of FastForward (Giacomoni et al., PPoPP 2008) and
 * JCTools; and what is free to claim the consumer publishes as one limit, once a batch.
 *
 * <p>Any thread may send and end; producers need not take turns.
 *
 * @param <T> the type of the items, which are never null
 */
public final class Channel<T> {

    /** The capacity of a channel for which none is named (law S1). */
    public static final int DEFAULT_CAPACITY = 256;

    /** The bit of {@link #tail} that says: nothing is sent any more. */
    private static final long CLOSED = Long.MIN_VALUE;

    /** In place of a position. */
    private static final long NO_ROOM = -1;

    /** In place of a waker: the consumer has gone, and what is put into a slot all the same its producer takes back. */
    private static final Waker GONE = new Waker() {
        @Override
        public void wake() { // there is nobody to wake
        }
    };

    private static final Task<@Nullable Void> SENT = Tasks.value(null);

    private static final VarHandle TAIL;
    private static final VarHandle MARK;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(Channel.class, "tail", long.class);
            MARK = lookup.findVarHandle(Channel.class, "mark", Waker.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What became of an item. */
    public enum Sent {
        /** The channel has it: the consumer will get it, or the discard hook if the consumer goes before that. */
        SENT,
        /** There is no room. The item is still the caller's. */
        FULL,
        /** The consumer has gone, or the channel was ended. The item is still the caller's. */
        CLOSED
    }

    private final int capacity;
    private final @Nullable Runnable onDrop;

    private final @Nullable Object[] slots;

    /**
     * The next position that is free to claim, and {@link #CLOSED}. Claiming a position is setting this one further.
     */
    private volatile long tail;

    /** The first position that is not free to claim. Only {@link #giveBack} moves it. */
    private volatile long limit;

    /** The consumer's waker while it waits; {@link #GONE} after it has gone. */
    private volatile @Nullable Waker mark;

    /**
     * The sends that wait, oldest first; and the lock. Whoever takes a send out of here owns its item. Under the lock
     * the limit moves and the channel is closed; so that, to whoever holds it, the channel is full whenever a send
     * waits.
     */
    private final LinkedHashSet<ChannelSend<T>> waiting = new LinkedHashSet<>();

    /** Guarded by the lock: the consumer's side has been handed out. */
    private boolean streamed;

    /** The end that the producers gave. Written before {@link #CLOSED} is set, read after that was seen. */
    private @Nullable Outcome<@Nullable Void> end;

    private Channel(int capacity, @Nullable Runnable onDrop) {
        this.capacity = Ring.checked("a channel", capacity);
        this.onDrop = onDrop;
        this.slots = Ring.make(capacity);
        this.limit = capacity;
    }

    /**
     * A channel with room for {@value #DEFAULT_CAPACITY} items.
     *
     * @param <T> the type of the items
     * @return a new channel
     */
    public static <T> Channel<T> bounded() {
        return new Channel<>(DEFAULT_CAPACITY, null);
    }

    /**
     * A channel.
     *
     * @param <T> the type of the items
     * @param capacity how many items it has room for, one at least
     * @return a new channel
     */
    public static <T> Channel<T> bounded(int capacity) {
        return new Channel<>(capacity, null);
    }

    /**
     * A channel that stops what feeds it when its consumer goes (law S3).
     *
     * @param <T> the type of the items
     * @param capacity how many items it has room for, one at least
     * @param onDrop called once, on the consumer's thread, when the consumer goes before the end; what it throws is a
     *     late error
     * @return a new channel
     */
    public static <T> Channel<T> bounded(int capacity, Runnable onDrop) {
        return new Channel<>(capacity, Objects.requireNonNull(onDrop, "bounded needs an action, which is null here"));
    }

    // ------------------------------------------------------------------------------------------ producers

    /**
     * Sends an item if there is room.
     *
     * @param item the item
     * @return what became of it; still the caller's unless it is {@link Sent#SENT}
     */
    public Sent trySend(T item) {
        Objects.requireNonNull(item, "a channel takes no null items, see PollableStream; got null");
        long position = claim();
        return position >= 0 ? put(position, item) : position == NO_ROOM ? Sent.FULL : Sent.CLOSED;
    }

    /**
     * Sends an item, and waits for room if there is none. The channel owns the item from now on: if it isn't
     * delivered it goes to the discard hook, once (law L9). Await the task before the next send: the capacity doesn't
     * bound how many sends wait.
     *
     * <p>Cancelling the task discards an item that still waits; one that has gone into the channel meanwhile is
     * delivered all the same.
     *
     * @param item the item
     * @return a task that ends with null when the item is in the channel, is cancelled when the consumer goes, and
     *     fails with {@link IllegalStateException} when the channel was ended before
     */
    public Task<@Nullable Void> send(T item) {
        ChannelSend<T> send = null;
        for (;;) {
            switch (trySend(item)) {
                case SENT -> {
                    return SENT;
                }
                case CLOSED -> {
                    Hooks.discard(item);
                    return Tasks.ended(refusal());
                }
                case FULL -> {
                    send = send == null ? new ChannelSend<>(this, item) : send;
                    if (await(send)) {
                        return send;
                    }
                }
            }
        }
    }

    /**
     * Ends the stream after what has been sent. Sends that wait are served first.
     *
     * @return false when it had been ended already or the consumer has gone
     */
    public boolean complete() {
        return end(Poll.ready(null));
    }

    /**
     * Ends the stream with a failure, after what has been sent.
     *
     * @param cause what went wrong; the consumer gets this very object
     * @return false when it had been ended already or the consumer has gone: then the failure went to the late-error
     *     hook
     */
    public boolean fail(Throwable cause) {
        if (end(Poll.failed(cause))) {
            return true;
        }
        Hooks.lateError(cause);
        return false;
    }

    /**
     * Ends the stream as cancelled by its source (law L5), after what has been sent.
     *
     * @param reason why, or null
     * @return false when it had been ended already or the consumer has gone
     */
    public boolean cancelled(@Nullable Throwable reason) {
        return end(Poll.cancelled(reason));
    }

    /**
     * Tells whether sending still makes sense.
     *
     * @return true once the channel was ended or the consumer has gone; for good
     */
    public boolean isClosed() {
        return tail < 0;
    }

    // ------------------------------------------------------------------------------------------ the consumer

    /**
     * The consumer's side, which exists once (law L17).
     *
     * @return the stream; whoever gets it has to drop it in the end
     * @throws IllegalStateException when it was handed out already
     */
    public PollableStream<T> stream() {
        synchronized (waiting) {
            if (streamed) {
                throw new IllegalStateException(this + " has one consumer, and its stream was handed out already.");
            }
            streamed = true;
        }
        return new ChannelStream<>(this, slots, capacity);
    }

    @Override
    public String toString() {
        if (mark == GONE) {
            return "channel (consumer gone)";
        }
        synchronized (waiting) {
            long used = position(tail) - (limit - capacity);
            return "channel (" + used + " of " + capacity + " used, " + waiting.size() + " sends waiting, "
                    + (tail < 0 ? "ended)" : "open)");
        }
    }

    // ------------------------------------------------------------------------------------------ sending

    /**
     * The next position, which is then the caller's to fill; or {@link #NO_ROOM}, or another negative number when
     * closed.
     */
    long claim() {
        long position = tail;
        while (position >= 0) {
            if (position >= limit) { // it was so at the moment of this read: the tail never goes back
                return NO_ROOM;
            }
            long seen = (long) TAIL.compareAndExchange(this, position, position + 1);
            if (seen == position) {
                return position;
            }
            position = seen;
        }
        return CLOSED;
    }

    /**
     * Puts the item into the slot that was claimed, and sees to the consumer.
     *
     * <p>Either the consumer finds the item or this finds the consumer's mark, be it a waker or {@link #GONE}: this
     * writes the slot and then reads the mark, the consumer writes the mark and then reads the slot, and all four are
     * volatile, hence in one order that everybody agrees on. When both find each other there is a needless wake, or
     * the slot's own atomic decides who has the item.
     */
    Sent put(long position, T item) {
        Ring.setSlotVolatile(slots, position, item);
        Waker seen = mark;
        if (seen == GONE) {
            return Ring.casSlotToNull(slots, position, item) ? Sent.CLOSED : Sent.SENT;
        }
        wake(seen);
        return Sent.SENT;
    }

    private void wake(@Nullable Waker seen) {
        if (seen != null && seen != GONE && MARK.compareAndSet(this, seen, null)) { // once, whoever else has seen it
            BaseTask.tell(seen);
        }
    }

    /** Takes a send in, unless there is room by now or the channel has been closed. */
    private boolean await(ChannelSend<T> send) {
        synchronized (waiting) {
            return tail >= limit && waiting.add(send); // CLOSED is negative
        }
    }

    boolean withdraw(ChannelSend<T> send) {
        synchronized (waiting) {
            return waiting.remove(send);
        }
    }

    private boolean end(Outcome<@Nullable Void> outcome) {
        synchronized (waiting) {
            if (tail < 0) {
                return false;
            }
            end = outcome;
            closeVolatile();
        }
        wake(mark); // as in put: the tail is written and then the mark read
        return true;
    }

    /** Why nothing is sent any more. Only after CLOSED was seen. */
    private Outcome<@Nullable Void> refusal() {
        return end == null
                ? gone()
                : Poll.failed(new IllegalStateException(this + " was ended by a producer and takes no more items."));
    }

    private static Outcome<@Nullable Void> gone() {
        return Poll.cancelled(new CancellationException("The consumer of the channel has gone."));
    }

    /**
     * Gives the consumer's room back: first to the sends that wait, whose items move into the ring, then to
     * everybody. On the consumer's side.
     *
     * <p>While a send waits the channel is full, so nobody claims a position until the limit moves, and the tail can
     * be written without a compare-and-set. It is written before the limit, so that nobody finds room in between.
     *
     * @return the sends that were served; the caller tells them when it holds nothing
     */
    List<ChannelSend<T>> giveBack(int room) {
        synchronized (waiting) {
            int count = Math.min(room, waiting.size());
            List<ChannelSend<T>> served = count == 0 ? List.of() : new ArrayList<>(count);
            if (count > 0) {
                long at = tail;
                for (int i = 0; i < count; i++) {
                    ChannelSend<T> send = waiting.removeFirst();
                    slots[Ring.index(slots, position(at) + i)] = send.takeItem(); // the consumer itself is the one to read it
                    served.add(send);
                }
                tail = at + count;
            }
            limit += room; // volatile: who sees it may write the slots that the consumer has cleared before
            return served;
        }
    }

    // ------------------------------------------------------------------------------------------ the consumer's side

    /** The end that the producers gave, once the stream has come to it. */
    @Nullable Outcome<@Nullable Void> end() {
        return end;
    }

    /** The consumer goes. What lies from its position on is discarded, and who waits is told. */
    void abandon(long head) {
        boolean early;
        long last;
        List<ChannelSend<T>> left;
        synchronized (waiting) {
            early = tail >= 0;
            last = closeVolatile();
            left = List.copyOf(waiting);
            waiting.clear();
        }
        setMarkVolatile(GONE); // before the slots are read, see put
        if (early && onDrop != null) {
            try {
                onDrop.run();
            } catch (Throwable thrown) {
                Hooks.lateError(thrown);
            }
        }
        for (long position = head; position < last; position++) {
            Hooks.discard(Ring.getAndClearSlot(slots, position)); // null: not put there yet, and its producer takes it back
        }
        for (ChannelSend<T> send : left) {
            Hooks.discard(send.takeItem());
            send.end(gone());
        }
    }

    // ------------------------------------------------------------------------------------------ state access

    /**
     * Closes the channel; no position is claimed from here on. Returns the position behind the last one. One atomic.
     */
    private long closeVolatile() {
        return position((long) TAIL.getAndBitwiseOr(this, CLOSED));
    }

    /** The tail is closed and lies here. Sends that wait would lie before it: while one waits the channel is full. */
    boolean endsAtVolatile(long head) {
        return tail == (head | CLOSED);
    }

    /** Only on the consumer's side. */
    void setMarkVolatile(@Nullable Waker waker) {
        mark = waker;
    }

    private static long position(long tail) {
        return tail & ~CLOSED;
    }
}
