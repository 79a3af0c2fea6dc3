package dev.crossweave;

import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import dev.crossweave.spi.StreamAdapter;
import java.util.concurrent.Flow;

/** {@link Flow.Publisher} for {@link Adapters}. */
public final class FlowAdapter implements StreamAdapter<Flow.Publisher<?>> {

    /** For the registry. */
    public FlowAdapter() {
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(Flow.Publisher.class, Arity.MANY, Start.COLD, false, true);
    }

    @Override
    public PollableStream<?> toStream(Flow.Publisher<?> publisher) {
        return FlowStreams.fromPublisher(publisher);
    }

    @Override
    public Flow.Publisher<?> fromStream(PollableStream<?> stream) {
        return FlowStreams.toPublisher(stream);
    }
}
