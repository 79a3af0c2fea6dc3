package dev.crossweave.samples.guava;

import static dev.crossweave.testkit.Trait.FAILS_LATE;
import static dev.crossweave.testkit.Trait.HANDLE_HAS_NULL;
import static dev.crossweave.testkit.Trait.ROUND_TRIPS;
import static dev.crossweave.testkit.Trait.SOURCE_HAS_NULL;
import static dev.crossweave.testkit.Trait.TAKES_OWNERSHIP;

import com.google.common.util.concurrent.AbstractFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.UncheckedExecutionException;
import dev.crossweave.Outcome;
import dev.crossweave.Ownership;
import dev.crossweave.Task;
import dev.crossweave.testkit.AdapterFixture;
import dev.crossweave.testkit.AdapterLaws;
import dev.crossweave.testkit.HandleProbe;
import dev.crossweave.testkit.SourceProbe;
import dev.crossweave.testkit.Trait;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;

/** {@link GuavaTasks}, an adapter of a third party, keeps the laws for single values. */
class GuavaTasksLawsTest {

    /** A future that was handed over: hot, OBSERVED. */
    @Nested
    class OfFuture extends AdapterLaws<ListenableFuture<Object>> {
        @Override
        protected AdapterFixture<ListenableFuture<Object>> fixture() {
            return new GuavaFixture(Ownership.OBSERVED);
        }
    }

    /** A future that was handed over with the right to cancel it: hot, OWNED. */
    @Nested
    class OfOwnedFuture extends AdapterLaws<ListenableFuture<Object>> {
        @Override
        protected AdapterFixture<ListenableFuture<Object>> fixture() {
            return new GuavaFixture(Ownership.OWNED);
        }
    }

    private static final class GuavaFixture implements AdapterFixture<ListenableFuture<Object>> {
        private final Ownership ownership;
        private ScheduledExecutorService timer;

        GuavaFixture(Ownership ownership) {
            this.ownership = ownership;
        }

        @Override
        public Set<Trait> traits() {
            return ownership == Ownership.OBSERVED // a future that was cancelled has ended, and can't fail any more
                    ? Set.of(SOURCE_HAS_NULL, HANDLE_HAS_NULL, ROUND_TRIPS, TAKES_OWNERSHIP, FAILS_LATE)
                    : Set.of(SOURCE_HAS_NULL, HANDLE_HAS_NULL, ROUND_TRIPS, TAKES_OWNERSHIP);
        }

        @Override
        public Ownership ownership() {
            return ownership;
        }

        @Override
        public SourceProbe<ListenableFuture<Object>> source() {
            return new FutureProbe();
        }

        @Override
        public Task<Object> toTask(ListenableFuture<Object> source) {
            return ownership == Ownership.OBSERVED
                    ? GuavaTasks.fromListenableFuture(source)
                    : GuavaTasks.fromListenableFuture(source, ownership);
        }

        @Override
        public Task<Object> toTask(ListenableFuture<Object> source, Ownership named) {
            return GuavaTasks.fromListenableFuture(source, named);
        }

        @Override
        public HandleProbe handle(Task<Object> task) {
            ListenableFuture<Object> future = GuavaTasks.toListenableFuture(task);
            HandleProbe probe = new HandleProbe();
            Futures.addCallback(future, new FutureCallback<>() {
                @Override
                public void onSuccess(Object value) {
                    probe.value(value);
                }

                @Override
                public void onFailure(Throwable thrown) {
                    if (future.isCancelled()) {
                        probe.cancelled(thrown);
                    } else {
                        probe.failure(thrown);
                    }
                }
            }, MoreExecutors.directExecutor());
            return probe.endedBy("cancel", () -> future.cancel(false))
                    .endedBy("cancel with interrupt", () -> future.cancel(true))
                    .endedBy("cancel of a derived future", () -> Futures.transform(future, value -> value,
                            MoreExecutors.directExecutor()).cancel(false))
                    .endedBy("withTimeout",
                            () -> Futures.withTimeout(future, 1, TimeUnit.MILLISECONDS, timer()));
        }

        @Override
        public Task<Object> roundTrip(Task<Object> task) {
            return GuavaTasks.fromListenableFuture(GuavaTasks.toListenableFuture(task));
        }

        @Override
        public List<UnaryOperator<Throwable>> wrappers() {
            return List.of(UncheckedExecutionException::new);
        }

        private ScheduledExecutorService timer() {
            timer = Executors.newSingleThreadScheduledExecutor();
            return timer;
        }

        @Override
        public void close() {
            if (timer != null) {
                timer.close();
            }
        }
    }

    private static final class FutureProbe extends SourceProbe<ListenableFuture<Object>> {

        private final Counted future = new Counted(this::cancelled);

        FutureProbe() {
            onEnd(future::end);
        }

        @Override
        public ListenableFuture<Object> source() {
            return future;
        }
    }

    /** Counts the cancels that come from the task. */
    private static final class Counted extends AbstractFuture<Object> {
        private final Runnable count;

        Counted(Runnable count) {
            this.count = count;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            count.run();
            return super.cancel(mayInterruptIfRunning);
        }

        void end(Outcome<Object> outcome) {
            switch (outcome) {
                case Outcome.Value<Object>(Object value) -> set(value);
                case Outcome.Failure<Object>(Throwable cause) -> setException(cause);
                case Outcome.Cancelled<Object> cancelled -> super.cancel(false); // by somebody else
            }
        }
    }
}
