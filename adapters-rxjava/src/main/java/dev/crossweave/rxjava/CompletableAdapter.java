package dev.crossweave.rxjava;

import dev.crossweave.Task;
import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import dev.crossweave.spi.TaskAdapter;
import io.reactivex.rxjava3.core.Completable;

/** {@link Completable} for {@link dev.crossweave.Adapters}. A value that is converted into one is not shown. */
public final class CompletableAdapter implements TaskAdapter<Completable> {

    /** For the registry. */
    public CompletableAdapter() {
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(Completable.class, Arity.ONE, Start.COLD, true, true);
    }

    @Override
    public Task<?> toTask(Completable completable) {
        return RxJavaTasks.fromCompletable(completable);
    }

    @Override
    public Completable fromTask(Task<?> task) {
        return RxJavaTasks.toCompletable(task);
    }
}
