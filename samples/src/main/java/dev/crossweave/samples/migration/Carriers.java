package dev.crossweave.samples.migration;

import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.samples.migration.Shipping.Position;
import java.util.List;

/**
 * What the service asks, and what stays as it is as well. Each call makes a cold computation that whoever converts or awaits it
 * owns (law L4): cancelling goes through.
 */
public interface Carriers {

    /** Who there is to ask. */
    List<String> names();

    /** The tariff zone of a postcode. */
    Pollable<String> zone(String postcode);

    /** What a carrier asks, in cents; fails with {@link Down} when it can't be reached. */
    Pollable<Integer> price(String carrier, String zone, int grams);

    /** Where a parcel is, from time to time, and for ever. */
    PollableStream<Position> positions(String parcel);

    /** A carrier can't be reached. */
    final class Down extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final String carrier;

        /** For the carrier of that name. */
        public Down(String carrier) {
            super(carrier + " is down");
            this.carrier = carrier;
        }

        /** Which one. */
        public String carrier() {
            return carrier;
        }
    }
}
