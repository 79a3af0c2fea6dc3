package dev.crossweave.rxjava;

import dev.crossweave.Task;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
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
        Awaiting<T> awaiting = new Awaiting<>(task, observer);
        observer.onSubscribe(awaiting);
        awaiting.wake();
    }

    private static final class Awaiting<T> extends AwaitingObserver<T> {
        private final SingleObserver<? super T> observer;

        Awaiting(Task<@Nullable T> task, SingleObserver<? super T> observer) {
            super(task);
            this.observer = observer;
        }

        @Override
        void onValue(T value) {
            observer.onSuccess(value);
        }

        @Override
        void onNull() {
            observer.onError(new NoSuchElementException(
                    task + " ended with null, which a Single can't hold; expected a value, or toMaybe."));
        }

        @Override
        void onThrown(Throwable thrown) {
            observer.onError(thrown);
        }
    }
}
