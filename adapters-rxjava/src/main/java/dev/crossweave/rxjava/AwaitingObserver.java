package dev.crossweave.rxjava;

import dev.crossweave.Outcome;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import io.reactivex.rxjava3.disposables.Disposable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One subscription to a task; it is the waker. What the end looks like is up to the subclass. */
abstract class AwaitingObserver<T> implements Disposable, Waker {

    private static final VarHandle DONE;

    static {
        try {
            DONE = MethodHandles.lookup().findVarHandle(AwaitingObserver.class, "done", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** True once it has signalled or was disposed. */
    private volatile boolean done;

    final Task<@Nullable T> task;

    AwaitingObserver(Task<@Nullable T> task) {
        this.task = task.retain();
    }

    abstract void onValue(T value);

    abstract void onNull();

    abstract void onThrown(Throwable thrown);

    @Override
    public final void wake() {
        if (done) {
            return;
        }
        if (!(task.poll(this) instanceof Outcome<@Nullable T> outcome)) {
            if (done) { // it registers and then reads, the one who disposes writes and then takes it off the list
                task.forget(this);
            }
            return;
        }
        if (!finish()) {
            return;
        }
        switch (outcome) {
            case Outcome.Value<@Nullable T> some -> end(some.value());
            case Outcome.Failure<@Nullable T> failure -> onThrown(failure.cause());
            case Outcome.Cancelled<@Nullable T> cancelled -> onThrown(cancelled.toException());
        }
    }

    private void end(@Nullable T value) {
        if (value == null) {
            onNull();
        } else {
            onValue(value);
        }
    }

    @Override
    public final void dispose() {
        if (finish()) {
            task.forget(this);
            task.release();
        }
    }

    @Override
    public final boolean isDisposed() {
        return done;
    }

    private boolean finish() {
        return !(boolean) DONE.getAndSet(this, true);
    }
}
