package dev.crossweave.testkit;

import dev.crossweave.Completer;
import dev.crossweave.FutureTasks;
import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Ownership;
import dev.crossweave.Poll;
import dev.crossweave.Task;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * An adapter for suppliers of futures, right but for one mistake, or none. Its futures take their time: cancelling asks
 * them, and they end later. So it has every duty that an adapter can have.
 */
final class SabotagedAdapter extends Completer<Object> implements BiConsumer<Object, Throwable> {

    private final Sabotage sabotage;
    private final Ownership ownership;
    private final Object kept;
    private Supplier<CompletableFuture<Object>> source;
    private volatile CompletableFuture<Object> running;
    private volatile boolean stopping;

    private SabotagedAdapter(Supplier<CompletableFuture<Object>> source, Ownership ownership, Sabotage sabotage) {
        super(true);
        this.source = source;
        this.sabotage = sabotage;
        this.ownership = ownership;
        this.kept = sabotage == Sabotage.KEEPS_THE_SOURCE ? source : null;
        if (ownership == Ownership.SHARED && sabotage != Sabotage.SHARED_IS_OWNED) {
            countWaiters();
        }
    }

    static Task<Object> toTask(Supplier<CompletableFuture<Object>> source, Ownership ownership, Sabotage sabotage) {
        if (sabotage != Sabotage.ACCEPTS_NULL) {
            Objects.requireNonNull(source, "toTask needs a source, which is null here");
            Objects.requireNonNull(ownership, "toTask needs an ownership, which is null here");
        }
        if (sabotage == Sabotage.MAKES_ITS_TASK_ELSEWHERE) {
            return CompletableFuture.<Task<Object>>supplyAsync(
                    () -> new SabotagedAdapter(source, ownership, sabotage), Thread::startVirtualThread).join();
        }
        SabotagedAdapter task = new SabotagedAdapter(source, ownership, sabotage);
        return sabotage == Sabotage.STARTS_WHEN_CONVERTED ? task.start() : task;
    }

    static CompletableFuture<Object> toFuture(Task<Object> task, Sabotage sabotage) {
        if (sabotage != Sabotage.HANDLE_RELEASES_NOTHING) {
            return FutureTasks.toFuture(task);
        }
        CompletableFuture<Object> future = new CompletableFuture<>();
        FutureTasks.toFuture(task).whenComplete((value, thrown) -> {
            if (thrown == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(thrown);
            }
        });
        return future;
    }

    static Task<Object> roundTrip(Task<Object> task, Sabotage sabotage) {
        return FutureTasks.fromFuture(sabotage == Sabotage.MAKES_A_NEW_TASK
                ? FutureTasks.toFuture(task).thenApply(value -> value)
                : FutureTasks.toFuture(task));
    }

    @Override
    protected void onStart() {
        if (sabotage == Sabotage.SWALLOWS_INTERRUPTS) {
            Thread.interrupted();
        }
        Supplier<CompletableFuture<Object>> cold = source;
        source = null;
        try {
            running = cold.get();
        } catch (RuntimeException refused) {
            if (sabotage != Sabotage.HIDES_A_REFUSED_START) {
                throw refused;
            }
            cancelled(refused);
            return;
        }
        running.whenComplete(this);
    }

    @Override
    protected void onCancelUnstarted() {
        if (sabotage == Sabotage.STARTS_AFTER_CANCEL) {
            source.get();
        }
        source = null;
    }

    @Override
    protected boolean onCancel() {
        stopping = true;
        if (ownership == Ownership.OBSERVED && sabotage != Sabotage.CANCELS_WHAT_IT_OBSERVES) {
            return true;
        }
        CompletableFuture<Object> asked = running;
        if (asked != null) {
            asked.cancel(true);
        }
        return ownership == Ownership.OBSERVED || sabotage == Sabotage.IS_CANCELLED_BEFORE_THE_SOURCE_LET_GO;
    }

    @Override
    public void accept(Object value, Throwable thrown) {
        running = null;
        if (sabotage == Sabotage.WRAPS_FAILURES && !stopping && thrown != null
                && !(thrown instanceof CancellationException)) {
            fail(new CompletionException(thrown));
            return;
        }
        Outcome<Object> outcome = thrown == null ? Poll.ready(value) : Outcome.ofThrown(thrown);
        if (sabotage == Sabotage.NULL_FAILS && thrown == null && value == null) {
            outcome = Poll.failed(new NullPointerException("no null here"));
        } else
            if (outcome instanceof Outcome.Cancelled<Object>
                    && (sabotage == Sabotage.UPSTREAM_CANCEL_FAILS && !stopping
                            || sabotage == Sabotage.REPORTS_CANCELLATION && stopping)) {
                                outcome = Poll.failed(thrown);
                            }
        if (sabotage == Sabotage.REPORTS_INTERRUPTS && stopping && thrown instanceof InterruptedException) {
            Hooks.lateError(thrown); // past the task, which knows better
        }
        if (ownership == Ownership.OBSERVED) {
            pass(outcome);
        } else {
            end(outcome);
        }
    }

    @Override
    protected void onLateError(Throwable error) {
        if (sabotage == Sabotage.REPORTS_NOTHING) {
            return;
        }
        Hooks.lateError(error);
        if (sabotage == Sabotage.REPORTS_TWICE) {
            Hooks.lateError(error);
        }
    }

    @Override
    public String toString() {
        return super.toString() + (kept == null ? "" : " that keeps " + kept);
    }
}
