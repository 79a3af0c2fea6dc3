package dev.crossweave.testkit;

import dev.crossweave.Ownership;
import dev.crossweave.Task;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the laws need to know of one conversion in and one conversion out. A law gets a fresh fixture for each of its
 * cases, and closes it.
 *
 * <p>Three methods and the traits are a must; the others belong to a {@link Trait} or have a default that fits.
 *
 * @param <S> the type of the source, for instance {@code Mono<Object>}
 */
public interface AdapterFixture<S> extends AutoCloseable {

    /**
     * Tells what the ecosystem can do.
     *
     * @return the traits
     */
    Set<Trait> traits();

    /**
     * Makes a source whose end the law decides. The fixture must not hold on to it (law L16 looks).
     *
     * @return a new source
     */
    SourceProbe<S> source();

    /**
     * The conversion in. It must hand the argument on as it is, null too (law L17 looks).
     *
     * @param source what {@link SourceProbe#source()} gave
     * @return what the adapter made of it
     */
    Task<@Nullable Object> toTask(S source);

    /**
     * The conversion out, and a look at the result: subscribes, awaits, or registers a callback, and tells the probe what it
     * sees. Returns without waiting for the end. It must hand the argument on as it is, null too (law L17 looks).
     *
     * @param task any task
     * @return the probe of the handle
     */
    HandleProbe handle(Task<@Nullable Object> task);

    /**
     * The ownership that {@link #toTask(Object)} has promised (law L4).
     *
     * @return OWNED for a cold source, OBSERVED for a hot one, unless overridden
     */
    default Ownership ownership() {
        return traits().contains(Trait.COLD) ? Ownership.OWNED : Ownership.OBSERVED;
    }

    /**
     * The conversion in, with an ownership: for {@link Trait#TAKES_OWNERSHIP}.
     *
     * @param source what {@link SourceProbe#source()} gave
     * @param ownership who may cancel the source
     * @return what the adapter made of it
     */
    default Task<@Nullable Object> toTask(S source, Ownership ownership) {
        throw new UnsupportedOperationException(
                "A fixture with the trait TAKES_OWNERSHIP overrides toTask(source, ownership); this one doesn't.");
    }

    /**
     * Converts out, and what came out in again: for {@link Trait#ROUND_TRIPS}.
     *
     * @param task any task
     * @return what came back
     */
    default Task<@Nullable Object> roundTrip(Task<@Nullable Object> task) {
        throw new UnsupportedOperationException(
                "A fixture with the trait ROUND_TRIPS overrides roundTrip(task); this one doesn't.");
    }

    /**
     * Installs a receiver as the ecosystem's own hook for late errors: for {@link Trait#OWN_LATE_ERRORS}.
     *
     * @param receiver what receives them; null puts the hook back
     */
    default void ownLateErrors(@Nullable Consumer<? super Throwable> receiver) {
        throw new UnsupportedOperationException(
                "A fixture with the trait OWN_LATE_ERRORS overrides ownLateErrors(receiver); this one doesn't.");
    }

    /**
     * The wrappers that carriers of this ecosystem put around an exception (law L2). Those of the JDK are always tried.
     *
     * @return functions that wrap
     */
    default List<UnaryOperator<Throwable>> wrappers() {
        return List.of();
    }

    /**
     * What a time-out in this ecosystem raises (law L1).
     *
     * @return a new exception
     */
    default Throwable timeout() {
        return new TimeoutException("time-out of the source");
    }

    /** Lets go of what the fixture opened. */
    @Override
    default void close() {
    }
}
