package dev.crossweave.reactor;

import dev.crossweave.Outcome;
import dev.crossweave.StreamSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A stream that is itself the subscriber of its Flux. */
final class FluxStream<T> extends StreamSource<T, Subscription> implements CoreSubscriber<T> {

    private @Nullable Flux<T> source; // until the start (L16)

    /** Written before it subscribes. */
    private Context reactorContext = Context.empty();

    FluxStream(Flux<T> source, int capacity) {
        super(capacity);
        this.source = source;
    }

    /** The Flux of a stream that was not started, which can't be used any more; null when it was (L15). */
    @Nullable Flux<T> takeFlux() {
        Flux<T> unread = source;
        if (unread != null && takeBack()) {
            source = null;
            return unread;
        }
        return null;
    }

    // ------------------------------------------------------------------------------------------ StreamSource

    @Override
    protected void onStart() {
        Flux<T> once = Objects.requireNonNull(source);
        source = null;
        reactorContext = ReactorContext.of(taskContext());
        once.subscribe((Subscriber<? super T>) this); // the users' way in, with Reactor's hooks for the last operator
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
        return ReactorErrors.outcomeOf(thrown);
    }

    @Override
    protected void onLateError(Throwable error) {
        Operators.onErrorDropped(error, reactorContext);
    }

    /** To the hook that the context may have, too: that of {@code doOnDiscard} in whoever consumes the stream. */
    @Override
    protected void onDiscard(T item) {
        super.onDiscard(item);
        Operators.onDiscard(item, reactorContext);
    }

    // ------------------------------------------------------------------------------------------ Subscriber

    @Override
    public Context currentContext() {
        return reactorContext;
    }

    @Override
    @SuppressWarnings("unchecked") // the queue of a Flux of T
    public void onSubscribe(Subscription subscription) {
        connected(subscription instanceof Fuseable.QueueSubscription<?> queue
                && queue.requestFusion(Fuseable.SYNC) == Fuseable.SYNC
                        ? new Pulled((Fuseable.QueueSubscription<T>) queue)
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

        private final Fuseable.QueueSubscription<T> queue;

        Pulled(Fuseable.QueueSubscription<T> queue) {
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
