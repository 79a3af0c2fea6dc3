package dev.crossweave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The consumer's side of a {@link Channel}. That there is one consumer {@link Channel#stream()} makes sure of. */
final class ChannelStream<T> extends RingStream<T> {

    private final Channel<T> channel;

    /** Sends whose items have gone into the channel in this call, and who are to be told of it at its end. */
    private List<ChannelSend<T>> served = List.of();

    ChannelStream(Channel<T> channel, @Nullable Object[] slots, int capacity) {
        super(slots, capacity, false);
        this.channel = channel;
    }

    /**
     * An empty slot before the tail is one whose producer has claimed it and has not put the item there yet; it will
     * find the mark.
     */
    @Override
    Next pollEmpty(Waker waker) {
        giveBackTaken();
        return look(waker);
    }

    @Override
    void giveBack(int room) {
        List<ChannelSend<T>> more = channel.giveBack(room);
        if (served.isEmpty()) {
            served = more;
        } else {
            served.addAll(more); // a drain is given many items in one call, in which room is given back as often
        }
    }

    @Override
    void afterCall() {
        List<ChannelSend<T>> told = served;
        if (!told.isEmpty()) {
            served = List.of();
            ChannelSend.tell(told);
        }
    }

    @Override
    void abandon() {
        channel.abandon(head);
    }

    @Override
    void setMarkVolatile(@Nullable Waker waker) {
        channel.setMarkVolatile(waker);
    }

    @Override
    boolean endsVolatile() {
        return channel.endsAtVolatile(head);
    }

    @Override
    @Nullable Outcome<@Nullable Void> outcome() {
        return channel.end();
    }

    @Override
    public String toString() {
        return "stream of " + channel;
    }
}
