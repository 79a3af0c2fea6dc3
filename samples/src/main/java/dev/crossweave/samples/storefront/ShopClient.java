package dev.crossweave.samples.storefront;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** A customer: real requests to the shop's endpoint, over the wire. */
final class ShopClient implements AutoCloseable {

    /** An answer, and how long it took. */
    record Answer(int status, JsonNode json, long nanos) {

        String text(String field) {
            return json.path(field).asString("absent");
        }
    }

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;

    ShopClient(URI server) {
        this.server = server;
    }

    Answer get(String path, String requestId) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(path)).header(Reviews.REQUEST_ID, requestId).build();
        long began = System.nanoTime();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        long took = System.nanoTime() - began;
        return new Answer(response.statusCode(), Json.MAPPER.readTree(response.body()), took);
    }

    /** Asks, and leaves it to the caller to read the answer or to hang up. */
    Socket ask(String path, String requestId) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        String request =
                "GET " + path + " HTTP/1.1\r\nHost: shop\r\n" + Reviews.REQUEST_ID + ": " + requestId + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
