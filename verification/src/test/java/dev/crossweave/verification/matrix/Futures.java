package dev.crossweave.verification.matrix;

import com.google.common.util.concurrent.AbstractFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import dev.crossweave.Adapters;
import dev.crossweave.FutureTasks;
import dev.crossweave.Ownership;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The hot kinds: the JDK's future, and Guava's, which is converted through the SPI and so is observed only. */
final class Futures {

    static final Kind COMPLETABLE_FUTURE = Kind.<CompletableFuture<Object>>of("CompletableFuture",
            new Kind.Traits(true, false, true, false, 0),
            Futures::future,
            future -> FutureTasks.fromFuture(future, Ownership.OWNED),
            (task, origin) -> FutureTasks.toFuture(task),
            Kind.through(future -> future.thenApply(value -> value)),
            future -> future);

    static final Kind LISTENABLE_FUTURE = Kind.<ListenableFuture<Object>>of("ListenableFuture",
            new Kind.Traits(true, false, false, false, 0),
            Futures::listenable,
            Adapters::toTask,
            (task, origin) -> listenable(Adapters.fromTask(task, ListenableFuture.class)),
            Kind.through(future -> com.google.common.util.concurrent.Futures.transform(future, value -> value,
                    MoreExecutors.directExecutor())),
            Futures::read);

    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("timer").factory());

    private Futures() {
    }

    /** Tells its origin that it was cancelled. */
    private static final class OwnFuture extends CompletableFuture<@Nullable Object> {
        private final Origin origin;

        OwnFuture(Origin origin) {
            this.origin = origin;
            origin.connect(this::complete, this::completeExceptionally);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            origin.cancel();
            return cancelled;
        }
    }

    private static CompletableFuture<Object> future(Origin origin) {
        OwnFuture future = new OwnFuture(origin);
        return origin.timesOut ? future.orTimeout(1, TimeUnit.MILLISECONDS) : future;
    }

    /** Tells its origin that it was cancelled. */
    private static final class OwnListenable extends AbstractFuture<@Nullable Object> {
        private final Origin origin;

        OwnListenable(Origin origin) {
            this.origin = origin;
            origin.connect(this::set, this::setException);
        }

        @Override
        protected boolean setException(Throwable thrown) {
            return thrown instanceof java.util.concurrent.CancellationException
                    ? super.cancel(false)
                    : super.setException(thrown);
        }

        @Override
        protected void afterDone() {
            origin.cancelUnlessEnded();
        }
    }

    private static ListenableFuture<Object> listenable(Origin origin) {
        OwnListenable future = new OwnListenable(origin);
        return origin.timesOut
                ? com.google.common.util.concurrent.Futures.withTimeout(future, 1, TimeUnit.MILLISECONDS, TIMER)
                : future;
    }

    @SuppressWarnings("unchecked") // what the registry makes of a Task<Object>
    private static ListenableFuture<Object> listenable(ListenableFuture<?> handle) {
        return (ListenableFuture<Object>) handle;
    }

    private static CompletableFuture<?> read(ListenableFuture<Object> handle) {
        CompletableFuture<Object> seen = new CompletableFuture<>();
        seen.whenComplete((value, thrown) -> handle.cancel(false));
        com.google.common.util.concurrent.Futures.addCallback(handle, new FutureCallback<Object>() {
            @Override
            public void onSuccess(Object value) {
                seen.complete(value);
            }

            @Override
            public void onFailure(Throwable thrown) {
                seen.completeExceptionally(thrown);
            }
        }, MoreExecutors.directExecutor());
        return seen;
    }
}
