package dev.crossweave.rxjava;

import dev.crossweave.Channel;
import dev.crossweave.PollableStream;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.ObservableSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link Flowable} and {@link Observable} ↔ {@link PollableStream}. The conversions and what they keep are in the table of this
 * package.
 */
public final class RxJavaStreams {

    private RxJavaStreams() {
    }

    /**
     * A stream of what a Flowable emits, with the capacity {@value Channel#DEFAULT_CAPACITY}.
     *
     * @param <T> the type of the items
     * @param flowable subscribed to by the first poll, once (law L3)
     * @return a stream; whoever gets it has to drop it in the end. The very stream that the Flowable was made from, when there
     *     is one that has no subscriber yet (law L15)
     */
    public static <T> PollableStream<T> fromFlowable(Flowable<T> flowable) {
        return fromFlowable(flowable, Channel.DEFAULT_CAPACITY);
    }

    /**
     * A stream of what a Flowable emits. The stream is itself the subscriber; a Flowable that offers synchronous fusion is
     * pulled without a request.
     *
     * @param <T> the type of the items
     * @param flowable subscribed to by the first poll, once (law L3)
     * @param capacity how many items are requested and not taken at any time, at most (law S1); one at least
     * @return a stream, as {@link #fromFlowable(Flowable)} says
     */
    public static <T> PollableStream<T> fromFlowable(Flowable<T> flowable, int capacity) {
        Objects.requireNonNull(flowable, "fromFlowable needs a Flowable, which is null here");
        FlowableStream<T> stream = new FlowableStream<>(flowable, capacity); // refuses a capacity before anything is taken
        PollableStream<T> unused = flowable instanceof StreamFlowable<T> ours ? ours.takeStream() : null;
        return unused == null ? stream : unused;
    }

    /**
     * A stream of what an Observable emits, which can't be held back: so it has to be said what becomes of items for which
     * there is no room (law S4). The source is never blocked.
     *
     * @param <T> the type of the items
     * @param observable subscribed to by the first poll, once (law L3)
     * @param overflow what becomes of them
     * @param capacity for how many items there is room; one at least
     * @return a stream; whoever gets it has to drop it in the end
     */
    public static <T> PollableStream<T> fromObservable(ObservableSource<? extends T> observable, Overflow overflow,
            int capacity) {
        Objects.requireNonNull(observable, "fromObservable needs an Observable, which is null here");
        Objects.requireNonNull(overflow, "fromObservable needs an Overflow, which is null here");
        if (capacity < 1) {
            throw new IllegalArgumentException("fromObservable needs a capacity of one at least; got " + capacity);
        }
        return new ObservableStream<>(observable, overflow, capacity);
    }

    /**
     * A Flowable of what a stream gives, for one subscriber, since a stream has one consumer: a second gets an
     * {@link IllegalStateException}. It keeps all rules of Reactive Streams (law S5).
     *
     * @param <T> the type of the items
     * @param stream belongs to the Flowable from now on
     * @return a Flowable. The very Flowable that the stream was made from, when it was not polled yet (law L15)
     */
    public static <T> Flowable<T> toFlowable(PollableStream<T> stream) {
        Objects.requireNonNull(stream, "toFlowable needs a stream, which is null here");
        Flowable<T> unread = stream instanceof FlowableStream<T> ours ? ours.takeFlowable() : null;
        return unread == null ? new StreamFlowable<>(stream) : unread;
    }

    /**
     * An Observable of what a stream gives, as {@link #toFlowable} for what isn't said here. It has no demand: it emits all
     * that the stream has, as fast as that comes.
     *
     * @param <T> the type of the items
     * @param stream belongs to the Observable from now on
     * @return a new Observable
     */
    public static <T> Observable<T> toObservable(PollableStream<T> stream) {
        Objects.requireNonNull(stream, "toObservable needs a stream, which is null here");
        return toFlowable(stream).toObservable();
    }
}
