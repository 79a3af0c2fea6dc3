package dev.crossweave.loom;

import dev.crossweave.Channel;
import dev.crossweave.PollableStream;
import java.util.Objects;

/**
 * Virtual threads ↔ {@link PollableStream}. Needs no flags.
 *
 * <p>The way out is in the stream itself, since any thread that may block can use it: {@link PollableStream#blockingItems()}
 * goes through the items of any stream, and waits for each.
 *
 * <pre>{@code
 * try (BlockingItems<Quote> quotes = stream.blockingItems()) {
 *     while (quotes.next()) {
 *         use(quotes.get());
 *     }
 * }
 * }</pre>
 */
public final class LoomStreams {

    private LoomStreams() {
    }

    /**
     * A stream of what a generator emits, with the capacity {@value Channel#DEFAULT_CAPACITY}.
     *
     * @param <T> the type of the items
     * @param generator run once, from the first poll on (law L3)
     * @return a stream, as {@link #generate(int, Generator)} says
     */
    public static <T> PollableStream<T> generate(Generator<T> generator) {
        return generate(Channel.DEFAULT_CAPACITY, generator);
    }

    /**
     * A stream of what a generator emits, on a virtual thread of its own. Inheritable thread-locals and the context class
     * loader are those of the thread that calls this, and so is the {@link dev.crossweave.TaskContext} in which the generator
     * runs, with the consumer's values over its own (law L10).
     *
     * <p>Dropping the stream interrupts the thread (law S3) and returns. The generator comes to its end by itself, its
     * {@code finally} blocks included, since nothing that it emits from then on is taken; what it throws at last is a late
     * error, unless the interrupt caused it (law L8).
     *
     * @param <T> the type of the items
     * @param capacity how many items are there and not taken at any time, at most (law S1); one at least. With one,
     *     nothing is computed for an item before the one before it was taken
     * @param generator may block; run once, from the first poll on (law L3)
     * @return a stream; whoever gets it has to drop it in the end
     * @throws IllegalArgumentException when there is no room for one item
     */
    public static <T> PollableStream<T> generate(int capacity, Generator<T> generator) {
        return new ThreadStream<>(
                Objects.requireNonNull(generator, "generate needs a generator, which is null here"), capacity);
    }
}
