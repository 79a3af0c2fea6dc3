package dev.crossweave.reactor;

import dev.crossweave.Channel;
import dev.crossweave.PollableStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** {@link Flux} ↔ {@link PollableStream}. The conversions and what they keep are in the table of this package. */
public final class ReactorStreams {

    private ReactorStreams() {
    }

    /**
     * A stream of what a Flux emits, with the capacity {@value Channel#DEFAULT_CAPACITY}.
     *
     * @param <T> the type of the items
     * @param flux subscribed to by the first poll, once (law L3)
     * @return a stream; whoever gets it has to drop it in the end. The very stream that the Flux was made from, when there is
     *     one that has no subscriber yet (law L15)
     */
    public static <T> PollableStream<T> fromFlux(Flux<T> flux) {
        return fromFlux(flux, Channel.DEFAULT_CAPACITY);
    }

    /**
     * A stream of what a Flux emits. The stream is itself the subscriber; a Flux that offers synchronous fusion is pulled
     * without a request. The operators above see the context in which the stream was made, with the consumer's values over
     * its own (law L10).
     *
     * @param <T> the type of the items
     * @param flux subscribed to by the first poll, once (law L3)
     * @param capacity how many items are requested and not taken at any time, at most (law S1); one at least
     * @return a stream, as {@link #fromFlux(Flux)} says
     */
    public static <T> PollableStream<T> fromFlux(Flux<T> flux, int capacity) {
        Objects.requireNonNull(flux, "fromFlux needs a Flux, which is null here");
        FluxStream<T> stream = new FluxStream<>(flux, capacity); // refuses a capacity before anything is taken
        PollableStream<T> unused = flux instanceof StreamFlux<T> ours ? ours.takeStream() : null;
        return unused == null ? stream : unused;
    }

    /**
     * A Flux of what a stream gives, for one subscriber, since a stream has one consumer: a second gets an
     * {@link IllegalStateException}. It keeps all rules of Reactive Streams (law S5). The stream is polled in the Reactor
     * Context of the subscriber (law L10).
     *
     * @param <T> the type of the items
     * @param stream belongs to the Flux from now on
     * @return a Flux. The very Flux that the stream was made from, when it was not polled yet (law L15)
     */
    public static <T> Flux<T> toFlux(PollableStream<T> stream) {
        Objects.requireNonNull(stream, "toFlux needs a stream, which is null here");
        Flux<T> unread = stream instanceof FluxStream<T> ours ? ours.takeFlux() : null;
        return unread == null ? new StreamFlux<>(stream) : unread;
    }
}
