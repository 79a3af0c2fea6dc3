package dev.crossweave.rxjava;

import dev.crossweave.Task;
import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import dev.crossweave.spi.TaskAdapter;
import io.reactivex.rxjava3.core.Maybe;

/** {@link Maybe} for {@link dev.crossweave.Adapters}. */
public final class MaybeAdapter implements TaskAdapter<Maybe<?>> {

    /** For the registry. */
    public MaybeAdapter() {
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(Maybe.class, Arity.ONE, Start.COLD, true, true);
    }

    @Override
    public Task<?> toTask(Maybe<?> maybe) {
        return RxJavaTasks.fromMaybe(maybe);
    }

    @Override
    public Maybe<?> fromTask(Task<?> task) {
        return RxJavaTasks.toMaybe(task);
    }
}
