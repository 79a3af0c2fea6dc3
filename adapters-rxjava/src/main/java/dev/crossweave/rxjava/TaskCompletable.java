package dev.crossweave.rxjava;

import dev.crossweave.Task;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import org.jspecify.annotations.Nullable;

/** A task seen as a Completable, which doesn't show its value. */
final class TaskCompletable<T> extends Completable {

    private final Task<@Nullable T> task;

    TaskCompletable(Task<@Nullable T> task) {
        this.task = task;
    }

    @Override
    protected void subscribeActual(CompletableObserver observer) {
        Awaiting<T> awaiting = new Awaiting<>(task, observer);
        observer.onSubscribe(awaiting);
        awaiting.wake();
    }

    private static final class Awaiting<T> extends AwaitingObserver<T> {
        private final CompletableObserver observer;

        Awaiting(Task<@Nullable T> task, CompletableObserver observer) {
            super(task);
            this.observer = observer;
        }

        @Override
        void onValue(T value) {
            observer.onComplete();
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
