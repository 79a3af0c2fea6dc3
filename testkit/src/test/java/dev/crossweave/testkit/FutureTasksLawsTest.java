package dev.crossweave.testkit;

import static dev.crossweave.testkit.Trait.COLD;
import static dev.crossweave.testkit.Trait.FAILS_LATE;
import static dev.crossweave.testkit.Trait.HANDLE_HAS_NULL;
import static dev.crossweave.testkit.Trait.ROUND_TRIPS;
import static dev.crossweave.testkit.Trait.SOURCE_HAS_NULL;
import static dev.crossweave.testkit.Trait.TAKES_OWNERSHIP;

import dev.crossweave.FutureTasks;
import dev.crossweave.Ownership;
import dev.crossweave.Task;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Nested;

/** Core's own adapter keeps the laws. Here, because core can't depend on the testkit. */
class FutureTasksLawsTest {

    /** A supplier: cold, OWNED. */
    @Nested
    class OfSupplier extends AdapterLaws<Callable<CompletionStage<Object>>> {
        @Override
        protected AdapterFixture<Callable<CompletionStage<Object>>> fixture() {
            return new SupplierFixture();
        }
    }

    /** A future that was handed over: hot, OBSERVED. */
    @Nested
    class OfFuture extends AdapterLaws<CompletableFuture<Object>> {
        @Override
        protected AdapterFixture<CompletableFuture<Object>> fixture() {
            return new HandedFixture(Ownership.OBSERVED);
        }
    }

    /** A future that was handed over with the right to cancel it: hot, OWNED. */
    @Nested
    class OfOwnedFuture extends AdapterLaws<CompletableFuture<Object>> {
        @Override
        protected AdapterFixture<CompletableFuture<Object>> fixture() {
            return new HandedFixture(Ownership.OWNED);
        }
    }

    private static final class SupplierFixture extends FutureFixture<Callable<CompletionStage<Object>>> {

        @Override
        public Set<Trait> traits() {
            return Set.of(COLD, SOURCE_HAS_NULL, HANDLE_HAS_NULL, ROUND_TRIPS);
        }

        @Override
        public SourceProbe<Callable<CompletionStage<Object>>> source() {
            return new SourceProbe<>() {
                private final Callable<CompletionStage<Object>> supplier = () -> {
                    started();
                    CountedFuture future = new CountedFuture(this::cancelled);
                    onEnd(future::end);
                    return future;
                };

                @Override
                public Callable<CompletionStage<Object>> source() {
                    return supplier;
                }
            };
        }

        @Override
        public Task<Object> toTask(Callable<CompletionStage<Object>> source) {
            return FutureTasks.fromFuture(source);
        }
    }

    private static final class HandedFixture extends FutureFixture<CompletableFuture<Object>> {
        private final Ownership ownership;

        HandedFixture(Ownership ownership) {
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
        public SourceProbe<CompletableFuture<Object>> source() {
            return new SourceProbe<>() {
                private final CountedFuture future = new CountedFuture(this::cancelled);

                {
                    onEnd(future::end);
                }

                @Override
                public CompletableFuture<Object> source() {
                    return future;
                }
            };
        }

        @Override
        public Task<Object> toTask(CompletableFuture<Object> source) {
            return ownership == Ownership.OBSERVED
                    ? FutureTasks.fromFuture(source)
                    : FutureTasks.fromFuture(source, ownership);
        }

        @Override
        public Task<Object> toTask(CompletableFuture<Object> source, Ownership named) {
            return FutureTasks.fromFuture(source, named);
        }
    }
}
