package dev.crossweave.rxjava;

import dev.crossweave.PollableStream;
import dev.crossweave.StreamDrain;
import dev.crossweave.TaskContext;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A stream seen as a Flowable for one subscriber; it holds the stream until it is subscribed to, or converted back. */
final class StreamFlowable<T> extends Flowable<T> {

    private final AtomicReference<@Nullable PollableStream<T>> stream;

    StreamFlowable(PollableStream<T> stream) {
        this.stream = new AtomicReference<>(stream);
    }

    @Nullable PollableStream<T> takeStream() {
        return stream.getAndSet(null);
    }

    @Override
    protected void subscribeActual(Subscriber<? super T> subscriber) {
        PollableStream<T> once = takeStream();
        if (once == null) {
            Flowable.<T>error(
                    new IllegalStateException("The Flowable of a stream has one subscriber, since a stream has one"
                            + " consumer, and it was subscribed to or converted back already."))
                    .subscribe(subscriber);
        } else {
            new Draining<>(TaskContext.capture().wrap(once), subscriber).begin();
        }
    }

    /** The subscription, and the waker of the stream. */
    private static final class Draining<T> extends StreamDrain<T, Subscriber<? super T>> implements Subscription {

        Draining(PollableStream<T> stream, Subscriber<? super T> subscriber) {
            super(stream, subscriber);
        }

        void begin() {
            start();
        }

        @Override
        protected void onSubscribe(Subscriber<? super T> to) {
            to.onSubscribe(this);
        }

        @Override
        protected void onItem(Subscriber<? super T> to, T item) {
            to.onNext(item);
        }

        @Override
        protected void onComplete(Subscriber<? super T> to) {
            to.onComplete();
        }

        @Override
        protected void onError(Subscriber<? super T> to, Throwable error) {
            to.onError(error);
        }

        @Override
        protected void onLateError(Throwable error) {
            RxJavaPlugins.onError(error);
        }
    }
}
