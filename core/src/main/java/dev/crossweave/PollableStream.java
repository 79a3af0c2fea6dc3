package dev.crossweave;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many values, one after the other, of which each is pulled by one consumer: an {@link java.util.Iterator} that may
 * also answer "not yet". What {@link Pollable} is to one value this is to many.
 *
 * <pre>{@code
 * public Poll<Void> poll(Waker waker) {          // of the pollable that consumes the stream
 *     for (;;) {
 *         switch (stream.poll(waker)) {
 *             case ITEM -> use(stream.take());
 *             case PENDING -> { return Poll.pending(); }
 *             case END -> { return stream.end(); }
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The rules, for both sides:
 * <ol>
 * <li>One consumer, one call at a time. Calls may come from different threads; each happens-before the next.
 * <li>A poll never blocks and takes nothing: {@link Next#ITEM} stays the answer until {@link #take()}, and
 * {@link Next#END} stays for good. So a consumer that has no use for an item yet can still find out that there will
 * be none.
 * <li>A poll that answers {@link Next#PENDING} wakes the waker <em>of this poll</em> when polling again is worth it.
 * Wakers of earlier polls need not be kept. Polls without a wake (spurious ones) are harmless.
 * <li>Items come in order, each once, and all that came before the end come before {@link Next#END} (law S2).
 * <li>No item is null. Reactive Streams has no null items (§2.13), and a stream that could hold one could not be
 * handed on to it; who has nulls to send sends {@link java.util.Optional}s.
 * <li>A poll that throws has ended the stream with that failure: it is not polled again, but dropped.
 * <li>{@link #drop()} is called exactly once in the end, whatever the end was. It may come at any time, but never
 * during another call.
 * </ol>
 * A consumer that breaks them gets an exception at the call (law L17).
 *
 * <p>Why a poll doesn't answer a {@link Poll} that holds the item: that would be one object for each item, where
 * delivering one is to allocate nothing (law S6). And why not the item itself, or null: then "not yet" and "no more"
 * would look alike, and a consumer that forgets to ask which it was waits for ever.
 *
 * @param <T> the type of the items
 */
public interface PollableStream<T> {

    /** What a poll of a stream answers. It decides which call comes next. */
    enum Next {
        /** An item is there: {@link PollableStream#take()} takes it. */
        ITEM,
        /** Nothing is there yet; the waker will be woken. */
        PENDING,
        /** Nothing will come any more: {@link PollableStream#end()} tells why. */
        END
    }

    /**
     * Looks for the next item, and asks the source for more when that is due.
     *
     * @param waker asks for the next poll; from any thread, any number of times
     * @return what to do next
     * @throws IllegalStateException after {@link #drop()}, or during another call
     */
    Next poll(Waker waker);

    /**
     * Takes the item that the last poll has found.
     *
     * @return the item
     * @throws IllegalStateException when the last poll found none, or its item has been taken
     */
    T take();

    /**
     * How the stream ended: completed, which is the value null; failed, with the very object that the source raised
     * (law L2); or cancelled by someone else (law L5).
     *
     * @return the outcome
     * @throws IllegalStateException when the stream has not ended
     */
    Outcome<@Nullable Void> end();

    /**
     * Lets go of the stream: cancels the source at once, if it has not ended, and discards the items that are there
     * (laws S3, L9). What the source throws meanwhile is a late error and doesn't come out of here.
     *
     * @throws IllegalStateException when it was dropped already, or during another call
     */
    void drop();

    /**
     * A computation that consumes this stream: gives each item to an action, and ends as the stream does. It owns the
     * stream and drops it when it is dropped. What the action throws is its failure. After 256 items in one poll it lets
     * others take their turn.
     *
     * @param action called with each item, in order, during the poll
     * @return a pollable, which starts nothing before it is polled
     */
    default Pollable<@Nullable Void> forEach(Consumer<? super T> action) {
        return new ForEach<>(this, action);
    }

    /**
     * Consumes this stream on threads that may block.
     *
     * @return a cursor, which owns this stream: close it in the end
     */
    default BlockingItems<T> blockingItems() {
        return new BlockingItems<>(this);
    }
}
