package dev.crossweave.rxjava;

import dev.crossweave.Task;
import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import dev.crossweave.spi.TaskAdapter;
import io.reactivex.rxjava3.core.Single;

/** {@link Single} for {@link dev.crossweave.Adapters}. */
public final class SingleAdapter implements TaskAdapter<Single<?>> {

    /** For the registry. */
    public SingleAdapter() {
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(Single.class, Arity.ONE, Start.COLD, false, true);
    }

    @Override
    public Task<?> toTask(Single<?> single) {
        return RxJavaTasks.fromSingle(single);
    }

    @Override
    public Single<?> fromTask(Task<?> task) {
        return RxJavaTasks.toSingle(task);
    }
}
