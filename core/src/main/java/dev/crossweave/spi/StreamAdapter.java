package dev.crossweave.spi;

import dev.crossweave.PollableStream;

/**
 * Converts a type that holds many values, such as {@code Flux}, into pollable streams and back.
 *
 * @param <S> the type that it converts
 */
public non-sealed interface StreamAdapter<S> extends Adapter<S> {

    /**
     * Converts in. A cold source is not started before the first poll.
     *
     * @param source never null
     * @return a stream for one consumer; the very stream that the source was made from, when it is unread (law L15)
     */
    default PollableStream<?> toStream(S source) {
        throw Descriptor.notOverridden(this, "toStream");
    }

    /**
     * Converts out.
     *
     * @param stream never null; the result is its one consumer from now on
     * @return a handle that shows its items and its end
     */
    default S fromStream(PollableStream<?> stream) {
        throw Descriptor.notOverridden(this, "fromStream");
    }
}
