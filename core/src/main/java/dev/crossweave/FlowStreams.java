package dev.crossweave;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@link Flow.Publisher} ↔ {@link PollableStream}.
 *
 * <table>
 * <caption>Conversions</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th>
 * <th>demand</th><th>context</th><th>thread</th></tr>
 * <tr><td>{@code fromPublisher(publisher)}</td><td>cold: the first poll subscribes, once</td><td>OWNED</td>
 * <td>no null items; an empty one completes</td><td>unwrapped, same object</td><td>drop cancels the subscription</td>
 * <td>the capacity, refilled at three quarters</td><td>none</td><td>that polls subscribes, requests, cancels</td></tr>
 * <tr><td>{@code toPublisher(stream)}</td><td>cold: the subscriber starts it</td><td>the subscription owns the stream</td>
 * <td>no null items; an empty one completes</td><td>same object; cancelled is CancellationException</td>
 * <td>drops the stream</td><td>what the subscriber requests</td><td>none</td><td>that requests or wakes</td></tr>
 * </table>
 */
public final class FlowStreams {

    private FlowStreams() {
    }

    /**
     * A stream of what a publisher emits, with the capacity {@value Channel#DEFAULT_CAPACITY}.
     *
     * @param <T> the type of the items
     * @param publisher subscribed to by the first poll, once (law L3)
     * @return a stream; whoever gets it has to drop it in the end. The very stream that the publisher was made from, when
     *     there is one that has no subscriber yet (law L15)
     */
    public static <T> PollableStream<T> fromPublisher(Flow.Publisher<T> publisher) {
        return fromPublisher(publisher, Channel.DEFAULT_CAPACITY);
    }

    /**
     * A stream of what a publisher emits.
     *
     * @param <T> the type of the items
     * @param publisher subscribed to by the first poll, once (law L3)
     * @param capacity how many items are requested and not taken at any time, at most (law S1); one at least
     * @return a stream, as {@link #fromPublisher(Flow.Publisher)} says
     */
    public static <T> PollableStream<T> fromPublisher(Flow.Publisher<T> publisher, int capacity) {
        Objects.requireNonNull(publisher, "fromPublisher needs a publisher, which is null here");
        Ring.checked("fromPublisher", capacity);
        PollableStream<T> unused = publisher instanceof StreamPublisher<T> ours ? ours.takeStream() : null;
        return unused == null ? new PublisherStream<>(publisher, capacity) : unused;
    }

    /**
     * A publisher of what a stream gives, for one subscriber, since a stream has one consumer: a second gets an
     * {@link IllegalStateException}. It keeps all rules of Reactive Streams (law S5).
     *
     * @param <T> the type of the items
     * @param stream belongs to the publisher from now on
     * @return a publisher. The very publisher that the stream was made from, when it was not polled yet (law L15)
     */
    public static <T> Flow.Publisher<T> toPublisher(PollableStream<T> stream) {
        Objects.requireNonNull(stream, "toPublisher needs a stream, which is null here");
        Flow.Publisher<T> unread = stream instanceof PublisherStream<T> ours ? ours.takePublisher() : null;
        return unread == null ? new StreamPublisher<>(stream) : unread;
    }

    /** A stream that is itself the subscriber. */
    private static final class PublisherStream<T> extends StreamSource<T, Flow.Subscription>
            implements Flow.Subscriber<T> {

        private Flow.@Nullable Publisher<T> publisher; // until the start (L16)

        PublisherStream(Flow.Publisher<T> publisher, int capacity) {
            super(capacity);
            this.publisher = publisher;
        }

        /** The publisher of a stream that was not started, which can't be used any more; null when it was. */
        Flow.@Nullable Publisher<T> takePublisher() {
            Flow.Publisher<T> unread = publisher;
            if (unread != null) {
                close();
                publisher = null;
            }
            return unread;
        }

        @Override
        protected void onStart() {
            Flow.Publisher<T> once = Objects.requireNonNull(publisher);
            publisher = null;
            once.subscribe(this);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            connected(subscription);
        }

        @Override
        public void onNext(T item) {
            item(item);
        }

        @Override
        public void onError(Throwable thrown) {
            fail(thrown);
        }

        @Override
        public void onComplete() {
            complete();
        }

        @Override
        protected void onRequest(Flow.Subscription subscription, long n) {
            subscription.request(n);
        }

        @Override
        protected void onCancel(Flow.Subscription subscription) {
            subscription.cancel();
        }
    }

    /** A publisher that holds its stream until it is subscribed to, or converted back. */
    private static final class StreamPublisher<T> implements Flow.Publisher<T> {

        private final AtomicReference<@Nullable PollableStream<T>> stream;

        StreamPublisher(PollableStream<T> stream) {
            this.stream = new AtomicReference<>(stream);
        }

        @Nullable PollableStream<T> takeStream() {
            return stream.getAndSet(null);
        }

        @Override
        public void subscribe(Flow.Subscriber<? super T> subscriber) {
            Objects.requireNonNull(subscriber, "§1.9: subscribe needs a subscriber, which is null here");
            PollableStream<T> once = takeStream();
            new StreamSubscription<>(once == null ? new Refusal<>() : once, subscriber).start();
        }
    }

    /** What a subscriber gets that comes too late. */
    private static final class Refusal<T> implements PollableStream<T> {

        @Override
        public Next poll(Waker waker) {
            return Next.END;
        }

        @Override
        public T take() {
            throw new IllegalStateException("There is nothing to take: no poll has answered ITEM.");
        }

        @Override
        public Outcome<@Nullable Void> end() {
            return Poll.failed(new IllegalStateException("The publisher of a stream has one subscriber, since a stream"
                    + " has one consumer, and it was subscribed to or converted back already."));
        }

        @Override
        public void drop() { // there is nothing to let go
        }
    }

    /** The subscription, and the waker of the stream. */
    private static final class StreamSubscription<T> extends StreamDrain<T, Flow.Subscriber<? super T>>
            implements Flow.Subscription {

        StreamSubscription(PollableStream<T> stream, Flow.Subscriber<? super T> subscriber) {
            super(stream, subscriber);
        }

        @Override
        protected void onSubscribe(Flow.Subscriber<? super T> to) {
            to.onSubscribe(this);
        }

        @Override
        protected void onItem(Flow.Subscriber<? super T> to, T item) {
            to.onNext(item);
        }

        @Override
        protected void onComplete(Flow.Subscriber<? super T> to) {
            to.onComplete();
        }

        @Override
        protected void onError(Flow.Subscriber<? super T> to, Throwable error) {
            to.onError(error);
        }
    }
}
