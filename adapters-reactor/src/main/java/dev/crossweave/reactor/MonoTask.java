package dev.crossweave.reactor;

import dev.crossweave.Completer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CorePublisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A task that is itself the subscriber of its Mono, or of its Flux ({@link FirstTask}). */
class MonoTask<T> extends Completer<@Nullable T> implements CoreSubscriber<T> {

    private static final VarHandle SUBSCRIPTION;

    static {
        try {
            SUBSCRIPTION = MethodHandles.lookup().findVarHandle(MonoTask.class, "subscription", Subscription.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable CorePublisher<? extends T> source;

    /** Written before it subscribes. */
    private Context reactorContext = Context.empty();

    /** Null, the subscription, or Reactor's marker for "cancelled" ({@link Operators#cancelledSubscription()}). */
    private volatile @Nullable Subscription subscription;

    MonoTask(CorePublisher<? extends T> source) {
        super(true);
        this.source = source;
    }

    // ------------------------------------------------------------------------------------------ Completer

    @Override
    protected final void onStart() {
        CorePublisher<? extends T> cold = source;
        source = null;
        if (cold != null) {
            reactorContext = ReactorContext.of(taskContext());
            cold.subscribe((Subscriber<? super T>) this); // the users' way in, with Reactor's hooks for the last operator
        }
    }

    @Override
    protected final void onCancelUnstarted() {
        source = null;
    }

    @Override
    protected boolean onCancel() {
        cancelSource();
        return true;
    }

    final void cancelSource() {
        Subscription running = (Subscription) SUBSCRIPTION.getAndSet(this, Operators.cancelledSubscription());
        if (running != null) {
            running.cancel();
        }
        reactorContext = Context.empty(); // only now: the source may want it while it is cancelled
    }

    @Override
    protected final void onLateError(Throwable error) {
        Operators.onErrorDropped(error, reactorContext);
    }

    // ------------------------------------------------------------------------------------------ Subscriber

    /** What was captured where the task was made (law L10). */
    @Override
    public final Context currentContext() {
        return reactorContext;
    }

    @Override
    public final void onSubscribe(Subscription s) {
        if (SUBSCRIPTION.compareAndSet(this, null, s)) {
            s.request(demand());
        } else {
            s.cancel(); // the task was cancelled meanwhile, or the publisher subscribes twice (§2.5)
            if (subscription == Operators.cancelledSubscription()) {
                letGo();
            }
        }
    }

    /** How many values are asked for. */
    long demand() {
        return Long.MAX_VALUE;
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
        end(ReactorErrors.outcomeOf(thrown));
    }

    @Override
    public void onComplete() {
        if (!isDone()) { // it came after the value, as it does from every Mono
            letGo();
            complete(null);
        }
    }

    /** A source that signals null gets an exception (§2.13), and the task fails with it instead of being stranded. */
    final void requireSignal(@Nullable Object signal, String method) {
        if (signal == null) {
            NullPointerException violation =
                    new NullPointerException(method + " was called with null; expected what rule 2.13 asks for.");
            cancelSource();
            fail(violation);
            throw violation;
        }
    }

    /** L16: an ended task holds neither its source nor its context. Late cancellation finds nothing to cancel. */
    final void letGo() {
        reactorContext = Context.empty();
        SUBSCRIPTION.setOpaque(this, Operators.cancelledSubscription());
    }
}
