package dev.crossweave.reactor;

import dev.crossweave.PollableStream;
import dev.crossweave.StreamDrain;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A stream seen as a Flux for one subscriber; it holds the stream until it is subscribed to, or converted back. */
final class StreamFlux<T> extends Flux<T> {

    private final AtomicReference<@Nullable PollableStream<T>> stream;

    StreamFlux(PollableStream<T> stream) {
        this.stream = new AtomicReference<>(stream);
    }

    @Nullable PollableStream<T> takeStream() {
        return stream.getAndSet(null);
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        PollableStream<T> once = takeStream();
        if (once == null) {
            Operators.error(actual,
                    new IllegalStateException("The Flux of a stream has one subscriber, since a stream has"
                            + " one consumer, and it was subscribed to or converted back already."));
        } else {
            Context context = actual.currentContext();
            new Draining<>(ReactorContext.inForce(context).wrap(once), actual, context).begin();
        }
    }

    /** The subscription, and the waker of the stream. */
    private static final class Draining<T> extends StreamDrain<T, CoreSubscriber<? super T>> implements Subscription {

        private final Context context; // the subscriber's, which may have a hook of its own

        Draining(PollableStream<T> stream, CoreSubscriber<? super T> actual, Context context) {
            super(stream, actual);
            this.context = context;
        }

        void begin() {
            start();
        }

        @Override
        protected void onSubscribe(CoreSubscriber<? super T> to) {
            to.onSubscribe(this);
        }

        @Override
        protected void onItem(CoreSubscriber<? super T> to, T item) {
            to.onNext(item);
        }

        @Override
        protected void onComplete(CoreSubscriber<? super T> to) {
            to.onComplete();
        }

        @Override
        protected void onError(CoreSubscriber<? super T> to, Throwable error) {
            to.onError(error);
        }

        @Override
        protected void onLateError(Throwable error) {
            Operators.onErrorDropped(error, context);
        }
    }
}
