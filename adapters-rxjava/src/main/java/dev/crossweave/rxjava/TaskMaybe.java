package dev.crossweave.rxjava;

import dev.crossweave.Task;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import org.jspecify.annotations.Nullable;

/** A task seen as a Maybe. */
final class TaskMaybe<T> extends Maybe<T> {

    private final Task<@Nullable T> task;

    TaskMaybe(Task<@Nullable T> task) {
        this.task = task;
    }

    Task<@Nullable T> task() {
        return task;
    }

    @Override
    protected void subscribeActual(MaybeObserver<? super T> observer) {
        Awaiting<T> awaiting = new Awaiting<>(task, observer);
        observer.onSubscribe(awaiting);
        awaiting.wake();
    }

    private static final class Awaiting<T> extends AwaitingObserver<T> {
        private final MaybeObserver<? super T> observer;

        Awaiting(Task<@Nullable T> task, MaybeObserver<? super T> observer) {
            super(task);
            this.observer = observer;
        }

        @Override
        void onValue(T value) {
            observer.onSuccess(value);
        }

        @Override
        void onNull() {
            observer.onComplete();
        }

        @Override
        void onThrown(Throwable thrown) {
            observer.onError(thrown);
        }
    }
}
