package dev.crossweave.samples.storefront;

import dev.crossweave.samples.storefront.ProductPage.Review;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What customers say: CompletableFuture, from the JDK's HTTP client, which asks a server of another team. */
final class Reviews implements AutoCloseable {

    static final String REQUEST_ID = "X-Request-Id";
    static final String FAULT = "X-Fault";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;

    Reviews(URI server) {
        this.server = server;
    }

    /** The reviews of a product; none for an unknown one. Cancelling the future with true closes the connection. */
    CompletableFuture<List<Review>> of(Request request) {
        HttpRequest question = HttpRequest.newBuilder(server.resolve("/reviews/" + request.productId()))
                .header(REQUEST_ID, request.id())
                .header(FAULT, request.faults().of(Part.REVIEWS).name())
                .build();
        return Watch.future(request.trace(), Part.REVIEWS,
                () -> client.sendAsync(question, BodyHandlers.ofByteArray()).thenApply(Reviews::read));
    }

    private static List<Review> read(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new PartFailed(Part.REVIEWS,
                    "expected status 200 from " + answer.uri() + "; got " + answer.statusCode());
        }
        return List.of(Json.MAPPER.readValue(answer.body(), Review[].class));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
