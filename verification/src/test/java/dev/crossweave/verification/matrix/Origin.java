package dev.crossweave.verification.matrix;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a source is told to do, and what was done to it. */
final class Origin {

    /** How the source ends. Nobody else may end this. */
    final CompletableFuture<@Nullable Object> end = new CompletableFuture<>();

    /** The source has a time-out of its own ecosystem, and its end never comes. */
    final boolean timesOut;

    /** The source doesn't end when it is cancelled, but when it is told to. */
    final boolean stubborn;

    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final Semaphore bodies = new Semaphore(0);
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);

    /** What the start of a cold source has seen. */
    volatile @Nullable Object context;

    Origin(Situation situation) {
        timesOut = situation == Situation.TIME_OUT;
        stubborn = situation == Situation.LATE_ERROR;
    }

    void start() {
        starts.incrementAndGet();
        context = Tenant.here();
        started.countDown();
    }

    /** Starts, and signals the end. */
    void connect(Consumer<@Nullable Object> value, Consumer<Throwable> error) {
        start();
        end.whenComplete((ended, thrown) -> {
            if (thrown == null) {
                value.accept(ended);
            } else {
                error.accept(thrown);
            }
        });
    }

    void cancel() {
        cancels.incrementAndGet();
        cancelled.countDown();
    }

    /** For ecosystems whose call-back for cancellation comes at any end. */
    void cancelUnlessEnded() {
        if (!end.isDone()) {
            cancel();
        }
    }

    /** A body further down has begun, and will cancel what it awaits when it is cancelled. */
    void bodyBegan() {
        bodies.release();
    }

    Semaphore bodies() {
        return bodies;
    }

    int starts() {
        return starts.get();
    }

    int cancels() {
        return cancels.get();
    }

    CountDownLatch started() {
        return started;
    }

    CountDownLatch cancelled() {
        return cancelled;
    }
}
