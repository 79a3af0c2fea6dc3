package dev.crossweave.rxjava;

import dev.crossweave.Completer;
import dev.crossweave.Hooks;
import dev.crossweave.Rest;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/** A task that ends with the first value of its Flowable. */
final class FirstTask<T> extends Completer<@Nullable T> implements FlowableSubscriber<T> {

    /** In place of a subscription: there is none any more. */
    private static final Subscription CANCELLED = new Subscription() {
        @Override
        public void request(long n) {
        }

        @Override
        public void cancel() {
        }
    };

    /** In place of the first value: it was handed on or discarded. */
    private static final Object GONE = new Object();

    private final Rest rest;
    private @Nullable Flowable<? extends T> source; // until it is subscribed (L16)

    /** Null, the subscription, or {@link #CANCELLED}. */
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();

    /** While it drains: null, the first value, or {@link #GONE}. */
    private final AtomicReference<@Nullable Object> first = new AtomicReference<>();

    FirstTask(Flowable<? extends T> source, Rest rest) {
        super(true);
        this.source = source;
        this.rest = rest;
    }

    // ------------------------------------------------------------------------------------------ Completer

    @Override
    protected void onStart() {
        Flowable<? extends T> cold = source;
        source = null;
        if (cold != null) {
            try {
                cold.subscribe(this);
            } catch (Throwable thrown) {
                end(RxJavaErrors.outcomeOf(thrown));
            }
        }
    }

    @Override
    protected void onCancelUnstarted() {
        source = null;
    }

    @Override
    protected boolean onCancel() {
        cancelSource();
        discardFirst(); // the source may be silent from now on
        return true;
    }

    @Override
    protected void onLateError(Throwable error) {
        RxJavaPlugins.onError(error);
    }

    // ------------------------------------------------------------------------------------------ Subscriber

    @Override
    public void onSubscribe(Subscription s) {
        if (subscription.compareAndSet(null, s)) {
            s.request(rest == Rest.CANCEL ? 1 : Long.MAX_VALUE);
        } else {
            s.cancel(); // the task was cancelled meanwhile, or the publisher subscribes twice (§2.5)
        }
    }

    @Override
    public void onNext(T value) {
        requireSignal(value, "onNext");
        if (rest == Rest.CANCEL) {
            cancelSource(); // before the end is seen (L7)
            complete(value);
        } else if (!first.compareAndSet(null, value)) {
            Hooks.discard(value);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        requireSignal(thrown, "onError");
        discardFirst();
        subscription.setOpaque(CANCELLED);
        end(RxJavaErrors.outcomeOf(thrown));
    }

    @Override
    @SuppressWarnings("unchecked") // only a T is ever put there
    public void onComplete() {
        Object value = first.getAndSet(GONE);
        subscription.setOpaque(CANCELLED);
        if (value != GONE) {
            complete((T) value); // or discards it, when the task has ended
        }
    }

    private void cancelSource() {
        Subscription running = subscription.getAndSet(CANCELLED);
        if (running != null) {
            running.cancel();
        }
    }

    private void discardFirst() {
        Object value = first.getAndSet(GONE);
        if (value != GONE) {
            Hooks.discard(value);
        }
    }

    /** A source that signals null gets an exception (§2.13), and the task fails with it instead of being stranded. */
    private void requireSignal(@Nullable Object signal, String method) {
        if (signal == null) {
            NullPointerException violation =
                    new NullPointerException(method + " was called with null; expected what rule 2.13 asks for.");
            cancelSource();
            discardFirst();
            fail(violation);
            throw violation;
        }
    }
}
