package dev.crossweave.rxjava;

import dev.crossweave.Outcome;
import dev.crossweave.StreamSource;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.operators.QueueFuseable;
import io.reactivex.rxjava3.operators.QueueSubscription;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/** A stream that is itself the subscriber of its Flowable. */
final class FlowableStream<T> extends StreamSource<T, Subscription> implements FlowableSubscriber<T> {

    private @Nullable Flowable<T> source; // until the start (L16)

    FlowableStream(Flowable<T> source, int capacity) {
        super(capacity);
        this.source = source;
    }

    /** The Flowable of a stream that was not started, which can't be used any more; null when it was (L15). */
    @Nullable Flowable<T> takeFlowable() {
        Flowable<T> unread = source;
        if (unread != null && takeBack()) {
            source = null;
            return unread;
        }
        return null;
    }

    // ------------------------------------------------------------------------------------------ StreamSource

    @Override
    protected void onStart() {
        Flowable<T> once = Objects.requireNonNull(source);
        source = null;
        once.subscribe(this);
    }

    @Override
    protected void onRequest(Subscription subscription, long n) {
        subscription.request(n);
    }

    @Override
    protected void onCancel(Subscription subscription) {
        subscription.cancel();
    }

    @Override
    protected Outcome<@Nullable Void> outcomeOf(Throwable thrown) {
        return RxJavaErrors.outcomeOf(thrown);
    }

    @Override
    protected void onLateError(Throwable error) {
        RxJavaPlugins.onError(error);
    }

    // ------------------------------------------------------------------------------------------ Subscriber

    @Override
    @SuppressWarnings("unchecked") // the queue of a Flowable of T
    public void onSubscribe(Subscription subscription) {
        connected(subscription instanceof QueueSubscription<?> queue
                && queue.requestFusion(QueueFuseable.SYNC) == QueueFuseable.SYNC
                        ? new Pulled((QueueSubscription<T>) queue)
                        : subscription);
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

    /** A subscription that is a queue, and is polled for what it is asked for: synchronous fusion. */
    private final class Pulled implements Subscription {

        private final QueueSubscription<T> queue;

        Pulled(QueueSubscription<T> queue) {
            this.queue = queue;
        }

        @Override
        public void request(long n) {
            try {
                for (long left = n; left > 0; left--) {
                    T item = queue.poll();
                    if (item == null) {
                        complete();
                        return;
                    }
                    item(item);
                }
            } catch (Throwable thrown) { // of an operator's function
                queue.cancel();
                fail(thrown);
            }
        }

        @Override
        public void cancel() {
            queue.cancel();
        }
    }
}
