package dev.crossweave.rxjava;

import dev.crossweave.PollableStream;
import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import dev.crossweave.spi.StreamAdapter;
import io.reactivex.rxjava3.core.Flowable;

/** {@link Flowable} for {@link dev.crossweave.Adapters}. */
public final class FlowableAdapter implements StreamAdapter<Flowable<?>> {

    /** For the registry. */
    public FlowableAdapter() {
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(Flowable.class, Arity.MANY, Start.COLD, false, true);
    }

    @Override
    public PollableStream<?> toStream(Flowable<?> flowable) {
        return RxJavaStreams.fromFlowable(flowable);
    }

    @Override
    public Flowable<?> fromStream(PollableStream<?> stream) {
        return RxJavaStreams.toFlowable(stream);
    }
}
