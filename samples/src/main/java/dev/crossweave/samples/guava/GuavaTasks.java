package dev.crossweave.samples.guava;

import com.google.common.util.concurrent.ExecutionError;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.UncheckedExecutionException;
import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Ownership;
import dev.crossweave.Poll;
import dev.crossweave.Task;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link ListenableFuture} ↔ {@link Task}. The conversions and what they keep are in the table of this package. */
public final class GuavaTasks {

    private GuavaTasks() {
    }

    /** Observes a future that somebody else started: cancelling the task leaves it alone (law L4). */
    public static <T extends @Nullable Object> Task<T> fromListenableFuture(ListenableFuture<T> future) {
        return fromListenableFuture(future, Ownership.OBSERVED);
    }

    /** Converts a future and says who may cancel it. The very task that the future was made from, when there is one (L15). */
    public static <T extends @Nullable Object> Task<T> fromListenableFuture(ListenableFuture<T> future,
            Ownership ownership) {
        Objects.requireNonNull(future, "fromListenableFuture needs a future, which is null here");
        Objects.requireNonNull(ownership, "fromListenableFuture needs an ownership, which is null here");
        if (ownership != Ownership.SHARED && future instanceof TaskFuture<T> ours && ours.showsItsTask()) {
            return ours.task();
        }
        CallbackTask<T> task = new CallbackTask<>(future, ownership);
        Futures.addCallback(future, task, MoreExecutors.directExecutor());
        return task;
    }

    /** A future that ends as the task does; the task is started when it is lazy. Cancelling it releases the task (L6). */
    public static <T extends @Nullable Object> ListenableFuture<T> toListenableFuture(Task<T> task) {
        Objects.requireNonNull(task, "toListenableFuture needs a task, which is null here");
        TaskFuture<T> future = new TaskFuture<>(task.retain());
        future.wake();
        return future;
    }

    /** A task that is itself what the future calls back. */
    private static final class CallbackTask<T extends @Nullable Object> extends Completer<T>
            implements FutureCallback<T> {

        private final Ownership ownership;
        private volatile @Nullable ListenableFuture<T> owned; // until the end (L16)

        CallbackTask(ListenableFuture<T> future, Ownership ownership) {
            this.ownership = ownership;
            owned = ownership == Ownership.OBSERVED ? null : future;
            if (ownership == Ownership.SHARED) {
                countWaiters();
            }
        }

        @Override
        protected boolean onCancel() {
            ListenableFuture<T> running = owned;
            owned = null;
            if (running != null) {
                running.cancel(true);
            }
            return true;
        }

        @Override
        public void onSuccess(T value) {
            ended(Poll.ready(value));
        }

        @Override
        public void onFailure(Throwable thrown) { // a CancellationException too (L5)
            ended(Outcome.ofThrown(thrown,
                    by -> by instanceof UncheckedExecutionException || by instanceof ExecutionError));
        }

        private void ended(Outcome<T> outcome) {
            owned = null;
            if (ownership == Ownership.OWNED) {
                end(outcome);
            } else {
                pass(outcome); // the future keeps it for those who own it (L8, L9)
            }
        }
    }
}
