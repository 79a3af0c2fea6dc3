package dev.crossweave;

import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import dev.crossweave.spi.TaskAdapter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@link CompletableFuture} for {@link Adapters}. */
public final class FutureAdapter implements TaskAdapter<CompletableFuture<?>> {

    /** For the registry. */
    public FutureAdapter() {
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(CompletableFuture.class, Arity.ONE, Start.HOT, true, false);
    }

    @Override
    public Task<?> toTask(CompletableFuture<?> future) {
        return FutureTasks.fromFuture(future);
    }

    @Override
    public CompletableFuture<?> fromTask(Task<?> task) {
        return FutureTasks.toFuture(task);
    }

    /** {@link CompletionStage}, the interface, for {@link Adapters}. */
    public static final class OfStage implements TaskAdapter<CompletionStage<?>> {

        /** For the registry. */
        public OfStage() {
        }

        @Override
        public Descriptor descriptor() {
            return new Descriptor(CompletionStage.class, Arity.ONE, Start.HOT, true, false);
        }

        @Override
        public Task<?> toTask(CompletionStage<?> stage) {
            return FutureTasks.fromFuture(stage);
        }

        @Override
        public CompletionStage<?> fromTask(Task<?> task) {
            return FutureTasks.toFuture(task);
        }
    }
}
