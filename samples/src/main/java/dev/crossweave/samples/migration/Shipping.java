package dev.crossweave.samples.migration;

import dev.crossweave.PollableStream;
import dev.crossweave.Task;

/**
 * What the rest of the program knows of the service, and what stays as it is while the inside moves from one ecosystem to the
 * next.
 */
public interface Shipping extends AutoCloseable {

    /**
     * The cheapest offer. A carrier that is down is left out; whatever else goes wrong is the failure, the very object.
     *
     * @return a lazy task; cancelling it lets go of all requests under way
     */
    Task<Offer> cheapest(Parcel parcel);

    /**
     * Where a parcel is: each place once, until it is delivered.
     *
     * @return a stream that asks nobody before it is polled
     */
    PollableStream<Position> track(String parcel);

    @Override
    default void close() {
    }

    /** What is to be sent, and where to. */
    record Parcel(String postcode, int grams) {
    }

    /** What a carrier asks for it. */
    record Offer(String carrier, int cents) {
    }

    /** Where it is. */
    record Position(String place, boolean delivered) {
    }
}
