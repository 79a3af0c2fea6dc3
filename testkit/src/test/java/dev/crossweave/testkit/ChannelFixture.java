package dev.crossweave.testkit;

import dev.crossweave.Channel;
import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A channel as a source: hot, and with a demand model of its own, its room. Or, given an {@link Overflow}, as what a
 * callback without any puts its items into.
 */
final class ChannelFixture implements StreamFixture<Channel<Object>> {

    private final Overflow overflow;
    private final boolean discards;

    ChannelFixture(Overflow overflow) {
        this(overflow, true);
    }

    /** One that may forget to discard what there is no room for. */
    ChannelFixture(Overflow overflow, boolean discards) {
        this.overflow = overflow;
        this.discards = discards;
    }

    @Override
    public Set<StreamTrait> traits() {
        Set<StreamTrait> traits = new HashSet<>(Set.of(StreamTrait.SAME_THREAD, StreamTrait.SIGNALS_LATE));
        if (overflow == null) {
            traits.add(StreamTrait.DEMAND);
        }
        return traits;
    }

    @Override
    public Overflow overflow() {
        return overflow;
    }

    @Override
    public StreamProbe<Channel<Object>> source(int capacity) {
        return new ChannelProbe(capacity);
    }

    @Override
    public PollableStream<Object> toStream(Channel<Object> source, int capacity) {
        if (capacity == 0) {
            return Channel.bounded(capacity).stream();
        }
        return source.stream();
    }

    /** A channel takes a failure as it is told. */
    @Override
    public List<UnaryOperator<Throwable>> wrappers() {
        return List.of();
    }

    private final class ChannelProbe extends StreamProbe<Channel<Object>> {
        private final Channel<Object> channel;

        ChannelProbe(int capacity) {
            channel = Channel.bounded(capacity, this::cancelled);
        }

        @Override
        public Channel<Object> source() {
            return channel;
        }

        @Override
        protected boolean offer(Object item) {
            Channel.Sent sent = channel.trySend(item);
            if (overflow == null) {
                return sent == Channel.Sent.SENT;
            }
            if (sent != Channel.Sent.SENT) {
                if (discards) {
                    Hooks.discard(item);
                }
                if (overflow == Overflow.FAIL && channel.fail(new IllegalStateException("no room"))) {
                    cancelled();
                }
            }
            return true;
        }

        @Override
        protected void signal(Object item) {
            if (channel.trySend(item) != Channel.Sent.SENT) {
                Hooks.discard(item);
            }
        }

        @Override
        protected void signalEnd(Outcome<Void> outcome) {
            switch (outcome) {
                case Outcome.Value<Void> completed -> channel.complete();
                case Outcome.Failure<Void>(Throwable cause) -> {
                    if (cancels() == 0 || !(cause instanceof InterruptedException)) { // what caused it it knows itself
                        channel.fail(cause);
                    }
                }
                case Outcome.Cancelled<Void>(Throwable reason) -> channel.cancelled(reason);
            }
        }
    }
}
