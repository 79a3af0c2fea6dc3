package dev.crossweave.rxjava;

import dev.crossweave.Completer;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.CompletableSource;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.MaybeSource;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.core.SingleSource;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A task that is itself the observer of its Single, Maybe or Completable. */
final class SingleTask<T extends @Nullable Object> extends Completer<T>
        implements SingleObserver<T>, MaybeObserver<T>, CompletableObserver {

    private static final Disposable CANCELLED = Disposable.disposed();
    private static final VarHandle SUBSCRIPTION;

    static {
        try {
            SUBSCRIPTION = MethodHandles.lookup().findVarHandle(SingleTask.class, "subscription", Disposable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A SingleSource, a MaybeSource or a CompletableSource, until it is subscribed. */
    private @Nullable Object source;

    /** Null, the subscription, or {@link #CANCELLED}. */
    private volatile @Nullable Disposable subscription;

    private SingleTask(Object source) {
        super(true);
        this.source = source;
    }

    static <T> SingleTask<T> ofSingle(SingleSource<? extends T> single) {
        return new SingleTask<>(single);
    }

    static <T> SingleTask<@Nullable T> ofMaybe(MaybeSource<? extends T> maybe) {
        return new SingleTask<>(maybe);
    }

    static SingleTask<@Nullable Void> ofCompletable(CompletableSource completable) {
        return new SingleTask<>(completable);
    }

    // ------------------------------------------------------------------------------------------ Completer

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // made by one of the factories above
    protected void onStart() {
        Object cold = source;
        source = null;
        try {
            if (cold instanceof SingleSource<?> single) {
                ((SingleSource<T>) single).subscribe(this);
            } else if (cold instanceof MaybeSource<?> maybe) {
                ((MaybeSource<T>) maybe).subscribe(this);
            } else if (cold instanceof CompletableSource completable) {
                completable.subscribe(this);
            }
        } catch (Throwable thrown) {
            end(RxJavaErrors.outcomeOf(thrown));
        }
    }

    @Override
    protected void onCancelUnstarted() {
        source = null;
    }

    @Override
    protected boolean onCancel() {
        Disposable running = (Disposable) SUBSCRIPTION.getAndSet(this, CANCELLED);
        if (running != null) {
            running.dispose();
        }
        return true;
    }

    @Override
    protected void onLateError(Throwable error) {
        RxJavaPlugins.onError(error);
    }

    // ------------------------------------------------------------------------------------------ Observer

    @Override
    public void onSubscribe(Disposable d) {
        if (!SUBSCRIPTION.compareAndSet(this, null, d)) {
            d.dispose(); // the task was cancelled meanwhile, or the source subscribes twice
        }
    }

    @Override
    public void onSuccess(T value) {
        requireSignal(value, "onSuccess");
        letGo();
        complete(value);
    }

    @Override
    public void onError(Throwable thrown) {
        requireSignal(thrown, "onError");
        letGo();
        end(RxJavaErrors.outcomeOf(thrown));
    }

    @Override
    @SuppressWarnings("NullAway") // of a Maybe or Completable T may be null
    public void onComplete() {
        letGo();
        complete(null);
    }

    /** A source that signals null gets an exception, and the task fails with it instead of being stranded. */
    private void requireSignal(@Nullable Object signal, String method) {
        if (signal == null) {
            NullPointerException violation =
                    new NullPointerException(method + " was called with null; expected what RxJava 3 allows: no null.");
            onCancel();
            fail(violation);
            throw violation;
        }
    }

    /** L16: an ended task doesn't hold its source. Late cancellation finds nothing to cancel. */
    private void letGo() {
        SUBSCRIPTION.setOpaque(this, CANCELLED);
    }
}
