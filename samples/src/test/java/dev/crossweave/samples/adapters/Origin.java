package dev.crossweave.samples.adapters;

import dev.crossweave.Outcome;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a source of any type gets its end from, and where it counts what is done to it. */
final class Origin {

    final CompletableFuture<Object> end = new CompletableFuture<>();
    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger cancels = new AtomicInteger();

    void cancelled() {
        cancels.incrementAndGet();
    }

    /** For ecosystems whose call-back for cancellation comes at any end. */
    void cancelledUnlessEnded() {
        if (!end.isDone()) {
            cancelled();
        }
    }

    void end(Outcome<Object> outcome) {
        switch (outcome) {
            case Outcome.Value<Object>(Object value) -> end.complete(value);
            case Outcome.Failure<Object>(Throwable cause) -> end.completeExceptionally(cause);
            case Outcome.Cancelled<Object> cancelled -> end.completeExceptionally(
                    new CancellationException("cancelled by somebody else"));
        }
    }
}
