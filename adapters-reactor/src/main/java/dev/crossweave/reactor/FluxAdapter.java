package dev.crossweave.reactor;

import dev.crossweave.PollableStream;
import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import dev.crossweave.spi.StreamAdapter;
import reactor.core.publisher.Flux;

/** {@link Flux} for {@link dev.crossweave.Adapters}. */
public final class FluxAdapter implements StreamAdapter<Flux<?>> {

    /** For the registry. */
    public FluxAdapter() {
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(Flux.class, Arity.MANY, Start.COLD, false, true);
    }

    @Override
    public PollableStream<?> toStream(Flux<?> flux) {
        return ReactorStreams.fromFlux(flux);
    }

    @Override
    public Flux<?> fromStream(PollableStream<?> stream) {
        return ReactorStreams.toFlux(stream);
    }
}
