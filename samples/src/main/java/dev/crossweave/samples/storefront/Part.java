package dev.crossweave.samples.storefront;

import dev.crossweave.samples.storefront.Problem.BadRequest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What takes part in a product page: five parts, and the server that one of them asks over the wire. */
enum Part {
    CATALOGUE("Reactor"), // R2DBC
    STOCK("coroutine"), // R2DBC
    PRICE("RxJava"), // JDBC on I/O threads
    REVIEWS("CompletableFuture"), // HTTP
    RECOMMENDATIONS("virtual thread"), // JDBC
    REVIEW_SERVER("HTTP server"); // the other end of the reviews

    /** The five that {@link Storefront#page} ties together. */
    static final Set<Part> OF_A_PAGE = Collections.unmodifiableSet(EnumSet.range(CATALOGUE, RECOMMENDATIONS));

    private final String ecosystem;

    Part(String ecosystem) {
        this.ecosystem = ecosystem;
    }

    String ecosystem() {
        return ecosystem;
    }

    /** As it is written in addresses and answers: {@code price}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The parts of a page that have these names. */
    static Set<Part> named(Set<String> names) throws BadRequest {
        EnumSet<Part> parts = EnumSet.noneOf(Part.class);
        OF_A_PAGE.stream().filter(part -> names.contains(part.toString())).forEach(parts::add);
        if (parts.size() < names.size()) {
            throw new BadRequest("bad fault", "all, or some of " + OF_A_PAGE, String.join(",", names));
        }
        return parts;
    }
}
