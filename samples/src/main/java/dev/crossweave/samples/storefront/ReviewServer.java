package dev.crossweave.samples.storefront;

import dev.crossweave.samples.storefront.ProductPage.Review;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.h2.tools.Csv;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The server of another team, with data of its own, on a loopback port. All it knows of a request came over the wire; in
 * the journal it shows the other side of what {@link Reviews} does.
 */
final class ReviewServer implements AutoCloseable {

    private final Journal journal;
    private final Map<Integer, List<Review>> reviews;
    private final DisposableServer server;

    private ReviewServer(Journal journal, Map<Integer, List<Review>> reviews) {
        this.journal = journal;
        this.reviews = reviews;
        this.server = HttpServer.create().host("127.0.0.1").port(0)
                .route(routes -> routes.get("/reviews/{product}", this::answer))
                .bindNow();
    }

    static ReviewServer start(Journal journal) throws IOException, SQLException {
        return new ReviewServer(journal, load());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        Trace trace = journal.trace(request.requestHeaders().get(Reviews.REQUEST_ID, "none"));
        int product = Integer.parseInt(Objects.requireNonNull(request.param("product")));
        Mono<byte[]> found = faults(request, trace).inReactor(Part.REVIEW_SERVER)
                .then(Mono.fromCallable(
                        () -> Json.MAPPER.writeValueAsBytes(reviews.getOrDefault(product, List.of()))));
        return Watch.mono(trace, Part.REVIEW_SERVER, found)
                .flatMap(json -> response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .sendByteArray(Mono.just(json)).then())
                .onErrorResume(PartFailed.class, down -> response.status(500).send());
    }

    private static Faults faults(HttpServerRequest request, Trace trace) {
        Faults faults = new Faults(trace);
        return switch (Faults.Kind.valueOf(request.requestHeaders().get(Reviews.FAULT, "NONE"))) {
            case NONE -> faults;
            case SLOW -> faults.slow(List.of(Part.REVIEW_SERVER));
            case FAIL -> faults.fail(List.of(Part.REVIEW_SERVER));
        };
    }

    private static Map<Integer, List<Review>> load() throws IOException, SQLException {
        Map<Integer, List<Review>> reviews = new HashMap<>();
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(ReviewServer.class.getResourceAsStream("reviews.csv")), StandardCharsets.UTF_8);
                ResultSet rows = new Csv().read(file, null)) {
            while (rows.next()) {
                reviews.computeIfAbsent(rows.getInt(1), product -> new ArrayList<>())
                        .add(new Review(rows.getString(2), rows.getInt(3), rows.getString(4)));
            }
        }
        return reviews;
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
    }
}
