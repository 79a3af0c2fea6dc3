package dev.crossweave.samples.guava;

import com.google.common.util.concurrent.AbstractFuture;
import dev.crossweave.Outcome;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A task seen as a future, and its waker. */
final class TaskFuture<T extends @Nullable Object> extends AbstractFuture<T> implements Waker {

    private final Task<T> task;

    TaskFuture(Task<T> task) {
        this.task = task;
    }

    Task<T> task() {
        return task;
    }

    boolean showsItsTask() { // else it was cancelled from outside
        return isCancelled() == task.isCancelled();
    }

    @Override
    public void wake() {
        switch (task.poll(this)) {
            case Outcome.Value<T>(T value) -> set(value);
            case Outcome.Failure<T>(Throwable cause) -> setException(cause);
            case Outcome.Cancelled<T> cancelled -> cancel(false);
            default -> { // it will be woken
            }
        }
    }

    @Override
    protected void afterDone() {
        if (isCancelled() && !task.isDone()) { // from outside
            task.forget(this);
            task.release();
        }
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        try {
            return super.get();
        } catch (CancellationException shown) {
            throw withReason(shown);
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return super.get(timeout, unit);
        } catch (CancellationException shown) {
            throw withReason(shown);
        }
    }

    /** Guava's own says nothing of why. */
    private CancellationException withReason(CancellationException shown) {
        return task.peek() instanceof Outcome.Cancelled<T> cancelled && cancelled.reason() != null
                ? cancelled.toException()
                : shown;
    }
}
