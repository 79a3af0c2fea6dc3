package dev.crossweave.samples.guava;

import com.google.common.util.concurrent.ListenableFuture;
import dev.crossweave.Task;
import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import dev.crossweave.spi.TaskAdapter;

/** {@link ListenableFuture} for {@link dev.crossweave.Adapters}. */
public final class ListenableFutureAdapter implements TaskAdapter<ListenableFuture<?>> {

    /** For the registry. */
    public ListenableFutureAdapter() {
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(ListenableFuture.class, Arity.ONE, Start.HOT, true, false);
    }

    @Override
    public Task<?> toTask(ListenableFuture<?> future) {
        return GuavaTasks.fromListenableFuture(future);
    }

    @Override
    public ListenableFuture<?> fromTask(Task<?> task) {
        return GuavaTasks.toListenableFuture(task);
    }
}
