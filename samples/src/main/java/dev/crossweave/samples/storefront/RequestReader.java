package dev.crossweave.samples.storefront;

import dev.crossweave.samples.storefront.Problem.BadRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/** Reads requests off the wire: {@code /products/49?within=400&slow=stock,price&fail=reviews}. */
final class RequestReader {

    /** How long a page may take when the client doesn't want it sooner. */
    static final Duration DEADLINE = Duration.ofSeconds(20);

    /** An id is passed on in a header, and printed: nothing but these. */
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,40}");

    private final Journal journal;

    RequestReader(Journal journal) {
        this.journal = journal;
    }

    Request read(HttpServerRequest http) throws BadRequest {
        Map<String, List<String>> query = query(http.uri());
        int product = number("product id", http.param("id"), Integer.MAX_VALUE);
        Duration deadline = query.containsKey("within")
                ? Duration.ofMillis(number("deadline", last(query, "within"), (int) DEADLINE.toMillis()))
                : DEADLINE;
        Set<Part> slow = parts(query, "slow");
        Set<Part> fail = parts(query, "fail");
        Trace trace = journal.open(requestId(http.requestHeaders().get(Reviews.REQUEST_ID)));
        return new Request(trace.requestId(), product, deadline, new Faults(trace).slow(slow).fail(fail), trace);
    }

    private static Map<String, List<String>> query(String uri) throws BadRequest {
        try {
            return new QueryStringDecoder(uri).parameters();
        } catch (IllegalArgumentException e) {
            throw new BadRequest("bad address", "percent-encoded UTF-8", uri);
        }
    }

    private static int number(String what, @Nullable String text, int most) throws BadRequest {
        try {
            int number = Integer.parseInt(String.valueOf(text));
            if (number > 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As bad as a number out of range, and answered below.
        }
        throw new BadRequest("bad " + what, "a whole number from 1 to " + most, text);
    }

    private static Set<Part> parts(Map<String, List<String>> query, String fault) throws BadRequest {
        String names = last(query, fault);
        if (names == null) {
            return Set.of();
        }
        return names.equals("all") ? Part.OF_A_PAGE : Part.named(new HashSet<>(Arrays.asList(names.split(",", -1))));
    }

    private static @Nullable String last(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.getLast();
    }

    private static String requestId(@Nullable String given) {
        return given != null && REQUEST_ID.matcher(given).matches() ? given : UUID.randomUUID().toString();
    }
}
