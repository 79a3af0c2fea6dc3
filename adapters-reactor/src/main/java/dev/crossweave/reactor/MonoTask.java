package dev.crossweave.reactor;

import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A task that is itself the subscriber of its Mono. */
final class MonoTask<T> extends Completer<@Nullable T> implements CoreSubscriber<T> {

    private static final VarHandle SUBSCRIPTION;

    static {
        try {
            SUBSCRIPTION = MethodHandles.lookup().findVarHandle(MonoTask.class, "subscription", Subscription.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable Mono<? extends T> source;

    /** Null, the subscription, or Reactor's marker for "cancelled" ({@link Operators#cancelledSubscription()}). */
    private volatile @Nullable Subscription subscription;

    MonoTask(Mono<? extends T> source) {
        super(true);
        this.source = source;
    }

    // ------------------------------------------------------------------------------------------ Completer

    @Override
    protected void onStart() {
        Mono<? extends T> cold = source;
        source = null;
        if (cold != null) {
            cold.subscribe((Subscriber<? super T>) this); // the users' way in, with Reactor's hooks for the last operator
        }
    }

    @Override
    protected void onCancelUnstarted() {
        source = null;
    }

    @Override
    protected boolean onCancel() {
        Subscription running = (Subscription) SUBSCRIPTION.getAndSet(this, Operators.cancelledSubscription());
        if (running != null) {
            running.cancel();
        }
        return true;
    }

    @Override
    protected void onLateError(Throwable error) {
        Operators.onErrorDropped(error, currentContext());
    }

    // ------------------------------------------------------------------------------------------ Subscriber

    @Override
    public Context currentContext() {
        return Context.empty();
    }

    @Override
    public void onSubscribe(Subscription s) {
        if (SUBSCRIPTION.compareAndSet(this, null, s)) {
            s.request(Long.MAX_VALUE);
        } else {
            s.cancel(); // the task was cancelled meanwhile, or the publisher subscribes twice (§2.5)
        }
    }

    @Override
    public void onNext(T value) {
        requireSignal(value, "onNext");
        letGo();
        complete(value);
    }

    @Override
    public void onError(Throwable thrown) {
        requireSignal(thrown, "onError");
        letGo();
        end(Outcome.ofThrown(thrown, wrapper -> Exceptions.unwrap(wrapper) != wrapper));
    }

    @Override
    public void onComplete() {
        if (!isDone()) { // it came after the value, as it does from every Mono
            letGo();
            complete(null);
        }
    }

    /** A source that signals null gets an exception (§2.13), and the task fails with it instead of being stranded. */
    private void requireSignal(@Nullable Object signal, String method) {
        if (signal == null) {
            NullPointerException violation =
                    new NullPointerException(method + " was called with null; expected what rule 2.13 asks for.");
            onCancel();
            fail(violation);
            throw violation;
        }
    }

    /** L16: an ended task doesn't hold its source. Late cancellation finds nothing to cancel. */
    private void letGo() {
        SUBSCRIPTION.setOpaque(this, Operators.cancelledSubscription());
    }
}
