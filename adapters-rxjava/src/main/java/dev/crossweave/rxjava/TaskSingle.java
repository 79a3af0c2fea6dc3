package dev.crossweave.rxjava;

import dev.crossweave.Outcome;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A task seen as a Single. */
final class TaskSingle<T> extends Single<T> {

    private final Task<@Nullable T> task;

    TaskSingle(Task<@Nullable T> task) {
        this.task = task;
    }

    @SuppressWarnings("NullAway") // a Single that was made from a task never held null for anyone who sees it as one
    Task<T> task() {
        return task;
    }

    @Override
    protected void subscribeActual(SingleObserver<? super T> observer) {
        Awaiting<T> awaiting = new Awaiting<>(task.retain(), observer);
        observer.onSubscribe(awaiting);
        awaiting.wake();
    }

    /** One subscription; it is the waker. */
    private static final class Awaiting<T> implements Disposable, Waker {

        private static final VarHandle DONE;

        static {
            try {
                DONE = MethodHandles.lookup().findVarHandle(Awaiting.class, "done", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        /** True once it has signalled or was disposed. */
        private volatile boolean done;

        private final Task<@Nullable T> task;
        private final SingleObserver<? super T> observer;

        Awaiting(Task<@Nullable T> task, SingleObserver<? super T> observer) {
            this.task = task;
            this.observer = observer;
        }

        @Override
        public void wake() {
            if (done || !(task.poll(this) instanceof Outcome<@Nullable T> outcome) || !finish()) {
                return;
            }
            switch (outcome) {
                case Outcome.Value<@Nullable T> some -> end(some.value());
                case Outcome.Failure<@Nullable T> failure -> observer.onError(failure.cause());
                case Outcome.Cancelled<@Nullable T> cancelled -> observer.onError(cancelled.toException());
            }
        }

        private void end(@Nullable T value) {
            if (value == null) {
                observer.onError(new NoSuchElementException(
                        task + " ended with null, which a Single can't hold; expected a value."));
            } else {
                observer.onSuccess(value);
            }
        }

        @Override
        public void dispose() {
            if (finish()) {
                task.forget(this);
                task.release();
            }
        }

        @Override
        public boolean isDisposed() {
            return done;
        }

        private boolean finish() {
            return !(boolean) DONE.getAndSet(this, true);
        }
    }
}
