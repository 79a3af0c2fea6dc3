package dev.crossweave.testkit;

import dev.crossweave.FutureTasks;
import dev.crossweave.Outcome;
import dev.crossweave.Task;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The half that all fixtures for CompletableFuture share: the way out, and a future that counts its cancels. */
abstract class FutureFixture<S> implements AdapterFixture<S> {

    @Override
    public HandleProbe handle(Task<Object> task) {
        return probe(FutureTasks.toFuture(task));
    }

    @Override
    public Task<Object> roundTrip(Task<Object> task) {
        return FutureTasks.fromFuture(FutureTasks.toFuture(task));
    }

    static HandleProbe probe(CompletableFuture<Object> future) {
        HandleProbe probe = new HandleProbe();
        CompletableFuture<Object> derived = future.whenComplete((value, thrown) -> {
            if (future.isCancelled()) {
                probe.cancelled(thrown);
            } else if (thrown != null) {
                probe.failure(thrown);
            } else {
                probe.value(value);
            }
        });
        return probe.endedBy("cancel", () -> future.cancel(false))
                .endedBy("complete", () -> future.complete("from outside"))
                .endedBy("completeExceptionally", () -> future.completeExceptionally(new Exception("from outside")))
                .endedBy("orTimeout", () -> future.orTimeout(1, TimeUnit.MILLISECONDS))
                .endedBy("completeOnTimeout", () -> future.completeOnTimeout("time-out", 1, TimeUnit.MILLISECONDS))
                .endedBy("cancel of every derived future", () -> {
                    CompletableFuture<Object> second = future.thenApply(value -> value);
                    derived.cancel(false);
                    second.cancel(false);
                });
    }

    /** Counts the cancels that come from the task. */
    static class CountedFuture extends CompletableFuture<Object> {
        private final Runnable count;

        CountedFuture(Runnable count) {
            this.count = count;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            count.run();
            return super.cancel(mayInterruptIfRunning);
        }

        final void end(Outcome<Object> outcome) {
            switch (outcome) {
                case Outcome.Value<Object>(Object value) -> complete(value);
                case Outcome.Failure<Object>(Throwable cause) -> completeExceptionally(cause);
                case Outcome.Cancelled<Object> cancelled -> super.cancel(false); // by somebody else
            }
        }
    }
}
