package dev.crossweave.reactor;

import dev.crossweave.Task;
import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import dev.crossweave.spi.TaskAdapter;
import reactor.core.publisher.Mono;

/** {@link Mono} for {@link dev.crossweave.Adapters}. */
public final class MonoAdapter implements TaskAdapter<Mono<?>> {

    /** For the registry. */
    public MonoAdapter() {
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(Mono.class, Arity.ONE, Start.COLD, true, true);
    }

    @Override
    public Task<?> toTask(Mono<?> mono) {
        return ReactorTasks.fromMono(mono);
    }

    @Override
    public Mono<?> fromTask(Task<?> task) {
        return ReactorTasks.toMono(task);
    }
}
