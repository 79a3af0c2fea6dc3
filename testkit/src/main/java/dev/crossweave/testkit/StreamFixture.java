package dev.crossweave.testkit;

import dev.crossweave.PollableStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the laws need to know of one conversion of a stream in, and one out. A law gets a fresh fixture for each of its
 * cases, and closes it.
 *
 * <p>Three methods and the traits are a must; the others belong to a {@link StreamTrait} or have a default that fits.
 *
 * @param <S> the type of the source, for instance {@code Flux<Object>}
 */
public interface StreamFixture<S> extends AutoCloseable {

    /**
     * Tells what the ecosystem can do.
     *
     * @return the traits
     */
    Set<StreamTrait> traits();

    /**
     * Makes a source whose signals the law gives.
     *
     * @param capacity what {@link #toStream} will be given, for sources that need to know
     * @return a new source
     */
    StreamProbe<S> source(int capacity);

    /**
     * The conversion in. It must hand the arguments on as they are (law L17 looks).
     *
     * @param source what {@link StreamProbe#source()} gave
     * @param capacity how many items may be asked for and not taken (law S1)
     * @return what the adapter made of it
     */
    PollableStream<Object> toStream(S source, int capacity);

    /**
     * The conversion in, without a capacity; where the adapter has one for that.
     *
     * @param source what {@link StreamProbe#source()} gave
     * @return what the adapter made of it, with room for 256 items
     */
    default PollableStream<Object> toStream(S source) {
        return toStream(source, 256);
    }

    /**
     * The conversion out, and a look at the result: subscribes without asking for items, and tells the probe what it sees:
     * for {@link StreamTrait#HANDLES}. It must hand the stream on as it is, null too (law L17 looks).
     *
     * @param stream any stream
     * @param probe is told of the subscription, items and end
     */
    default void subscribe(PollableStream<Object> stream, SubscriberProbe probe) {
        throw new UnsupportedOperationException(
                "A fixture with the trait HANDLES overrides subscribe(stream, probe); this one doesn't.");
    }

    /**
     * Converts out, and what came out in again: for {@link StreamTrait#ROUND_TRIPS}.
     *
     * @param stream a stream that nobody has used
     * @return what came back
     */
    default PollableStream<Object> roundTrip(PollableStream<Object> stream) {
        throw new UnsupportedOperationException(
                "A fixture with the trait ROUND_TRIPS overrides roundTrip(stream); this one doesn't.");
    }

    /**
     * Converts out what came of a source: for {@link StreamTrait#ROUND_TRIPS}.
     *
     * @param stream what {@link #toStream} gave
     * @return what the adapter made of that
     */
    default S roundTripOfSource(PollableStream<Object> stream) {
        throw new UnsupportedOperationException(
                "A fixture with the trait ROUND_TRIPS overrides roundTripOfSource(stream); this one doesn't.");
    }

    /**
     * What happens to items that there is no room for: for sources without {@link StreamTrait#DEMAND}.
     *
     * @return the policy
     */
    default Overflow overflow() {
        throw new UnsupportedOperationException(
                "A fixture without the trait DEMAND overrides overflow(); this one doesn't.");
    }

    /**
     * Installs a receiver as the ecosystem's own hook for late errors: for {@link StreamTrait#OWN_LATE_ERRORS}.
     *
     * @param receiver what receives them; null puts the hook back
     */
    default void ownLateErrors(@Nullable Consumer<? super Throwable> receiver) {
        throw new UnsupportedOperationException(
                "A fixture with the trait OWN_LATE_ERRORS overrides ownLateErrors(receiver); this one doesn't.");
    }

    /**
     * The wrappers that carriers put around an exception on its way in (law L2).
     *
     * @return functions that wrap; those of the JDK unless overridden, none where a failure is taken as it is told
     */
    default List<UnaryOperator<Throwable>> wrappers() {
        return List.of(CompletionException::new, ExecutionException::new);
    }

    /** Lets go of what the fixture opened. */
    @Override
    default void close() {
    }
}
