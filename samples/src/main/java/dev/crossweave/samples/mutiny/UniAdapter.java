package dev.crossweave.samples.mutiny;

import dev.crossweave.Task;
import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import dev.crossweave.spi.TaskAdapter;
import io.smallrye.mutiny.Uni;

/** {@link Uni} for {@link dev.crossweave.Adapters}. */
public final class UniAdapter implements TaskAdapter<Uni<?>> {

    /** For the registry. */
    public UniAdapter() {
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(Uni.class, Arity.ONE, Start.COLD, true, true);
    }

    @Override
    public Task<?> toTask(Uni<?> uni) {
        return MutinyTasks.fromUni(uni);
    }

    @Override
    public Uni<?> fromTask(Task<?> task) {
        return MutinyTasks.toUni(task);
    }
}
