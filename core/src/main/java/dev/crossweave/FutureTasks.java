package dev.crossweave;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link CompletableFuture} and {@link CompletionStage} ↔ {@link Task}; {@link Future} → {@link Task}.
 *
 * <table>
 * <caption>Conversions</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null</th><th>error</th><th>cancel</th>
 * <th>thread</th></tr>
 * <tr><td>{@code fromFuture(stage)}</td><td>hot</td><td>OBSERVED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>the future goes on; OWNED and SHARED cancel it</td><td>that completes the future</td></tr>
 * <tr><td>{@code fromFuture(supplier)}</td><td>cold</td><td>OWNED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>cancels the future</td><td>that completes the future</td></tr>
 * <tr><td>{@code fromBlockingFuture(future)}</td><td>hot</td><td>OBSERVED</td><td>kept</td>
 * <td>unwrapped, same object</td><td>the future goes on; OWNED and SHARED cancel it</td>
 * <td>a virtual thread that waits</td></tr>
 * <tr><td>{@code toFuture(task)}</td><td>hot</td><td>releases the task</td><td>kept</td><td>same object</td>
 * <td>releases the task, from derived futures too</td><td>that ends the task</td></tr>
 * </table>
 */
public final class FutureTasks {

    /** The JDK's read-only stages: CompletableFutures by class, which throw at every question and at cancel. */
    private static final Class<?> READ_ONLY = CompletableFuture.completedStage(null).getClass();

    private FutureTasks() {
    }

    /**
     * Observes a future that somebody else started: cancelling the task leaves the future alone (law L4).
     *
     * @param <T> the type of the value
     * @param stage a future in any state
     * @return a task that ends as the future does; the very task that the future was made from, when there is one (L15)
     */
    public static <T extends @Nullable Object> Task<T> fromFuture(CompletionStage<T> stage) {
        return fromFuture(stage, Ownership.OBSERVED);
    }

    /**
     * Converts a future and says who may cancel it.
     *
     * @param <T> the type of the value
     * @param stage a future in any state
     * @param ownership what cancelling the task does to the future
     * @return a task that ends as the future does; the very task that the future was made from, when there is one and it
     *     would be cancelled in the same way (L15)
     */
    public static <T extends @Nullable Object> Task<T> fromFuture(CompletionStage<T> stage, Ownership ownership) {
        Objects.requireNonNull(stage, "fromFuture needs a future, which is null here");
        Objects.requireNonNull(ownership, "fromFuture needs an ownership, which is null here");
        if (stage instanceof TaskFuture.OfTask<T> ours && ownership != Ownership.SHARED
                && !ours.wasEndedFromOutside()) {
            return ours.task();
        }
        CompletableFuture<T> future = askable(stage);
        if (future != null && future.state() == Future.State.SUCCESS) {
            return Tasks.value(future.resultNow());
        } // only a call-back is given the very exception: exceptionNow() takes one wrapper off (L2), and has no cancellation
        StageTask<T> task = new StageTask<>(ownership);
        task.observe(stage);
        return task;
    }

    /**
     * Converts a cold source: the supplier is called once, when the task is first awaited or started (law L3). What it
     * started, the task owns.
     *
     * @param <T> the type of the value
     * @param source makes the future; what it throws fails the task
     * @return a lazy task
     */
    public static <T extends @Nullable Object> Task<T> fromFuture(Callable<? extends CompletionStage<T>> source) {
        return new StageTask<>(Objects.requireNonNull(source, "fromFuture needs a source, which is null here"));
    }

    /**
     * Observes a future that calls nobody back, as that of an {@link java.util.concurrent.ExecutorService}: while it runs,
     * one virtual thread waits for it.
     *
     * @param <T> the type of the value
     * @param future a future in any state; one that is a CompletableFuture is converted without a thread
     * @return a task that ends as the future does
     */
    public static <T extends @Nullable Object> Task<T> fromBlockingFuture(Future<T> future) {
        return fromBlockingFuture(future, Ownership.OBSERVED);
    }

    /**
     * As {@link #fromBlockingFuture(Future)}, and says who may cancel the future. Cancelling the task interrupts the thread
     * that waits, whatever the ownership.
     *
     * @param <T> the type of the value
     * @param future a future in any state
     * @param ownership what cancelling the task does to the future
     * @return a task that ends as the future does; the future itself when it is a task (law L15)
     */
    public static <T extends @Nullable Object> Task<T> fromBlockingFuture(Future<T> future, Ownership ownership) {
        Objects.requireNonNull(future, "fromBlockingFuture needs a future, which is null here");
        Objects.requireNonNull(ownership, "fromBlockingFuture needs an ownership, which is null here");
        if (future instanceof CompletableFuture<T> completable) {
            return fromFuture(completable, ownership);
        }
        if (future instanceof Task<T> task && ownership != Ownership.SHARED) {
            return task;
        }
        return switch (future.state()) {
            case SUCCESS -> Tasks.value(future.resultNow());
            case FAILED -> Tasks.ended(Outcome.ofThrown(future.exceptionNow()));
            case CANCELLED -> Tasks.cancelled(null);
            case RUNNING -> new WaitingTask<>(future, ownership).waitOnAThread();
        };
    }

    /**
     * A future that ends as the task does; the task is started when it is lazy. Whatever ends the future from outside
     * ({@code cancel}, {@code complete}, {@code orTimeout} …) releases the task, and derived futures pass cancellation on
     * once every one of them is cancelled (law L6).
     *
     * @param <T> the type of the value
     * @param task any task
     * @return a new future. Never the one that the task was made from: that one's derived futures pass nothing on
     */
    public static <T extends @Nullable Object> CompletableFuture<T> toFuture(Task<T> task) {
        Objects.requireNonNull(task, "toFuture needs a task, which is null here");
        TaskFuture.OfTask<T> future = new TaskFuture.OfTask<>(task.retain());
        future.wake();
        return future;
    }

    /** The stage as a future that can be asked and cancelled, or null. */
    private static <T extends @Nullable Object> @Nullable CompletableFuture<T> askable(CompletionStage<T> stage) {
        return stage instanceof CompletableFuture<T> future && future.getClass() != READ_ONLY ? future : null;
    }

    /** A task that is itself what the future calls back. */
    private static final class StageTask<T extends @Nullable Object> extends Completer<T>
            implements BiConsumer<T, @Nullable Throwable> {

        private @Nullable Callable<? extends CompletionStage<T>> source; // until it is started or given up (L16)
        private final Ownership ownership;
        private volatile @Nullable CompletionStage<T> stage;

        StageTask(Ownership ownership) {
            this.source = null;
            this.ownership = ownership;
            if (ownership == Ownership.SHARED) {
                countWaiters();
            }
        }

        StageTask(Callable<? extends CompletionStage<T>> source) {
            super(true);
            this.source = source;
            this.ownership = Ownership.OWNED;
        }

        void observe(CompletionStage<T> stage) {
            if (ownership != Ownership.OBSERVED) {
                this.stage = stage;
            }
            stage.whenComplete(this);
        }

        @Override
        protected void onStart() throws Exception {
            Callable<? extends CompletionStage<T>> call = Objects.requireNonNull(source);
            source = null;
            observe(Objects.requireNonNull(call.call(), "the source of a future gave null"));
            if (isStopping()) { // cancelled while the source was being called; one of the two sees the other's write
                onCancel();
            }
        }

        @Override
        protected void onCancelUnstarted() {
            source = null;
        }

        @Override
        protected boolean onCancel() {
            CompletionStage<T> running = stage;
            CompletableFuture<T> future = running == null ? null : askable(running);
            stage = null;
            if (future != null) {
                future.cancel(true); // an HttpClient aborts its exchange only when asked with true
            }
            return true;
        }

        @Override
        public void accept(T value, @Nullable Throwable thrown) {
            stage = null;
            Outcome<T> outcome = thrown == null ? Poll.ready(value) : Outcome.ofThrown(thrown);
            if (ownership == Ownership.OWNED) {
                end(outcome);
            } else {
                pass(outcome); // the future keeps its outcome for those who own it
            }
        }
    }
}
