package dev.crossweave.samples.storefront;

import dev.crossweave.reactor.ReactorTasks;
import dev.crossweave.samples.storefront.Problem.BadRequest;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The shop's HTTP endpoint, {@code GET /products/{id}}, on the loopback address. */
final class StorefrontServer implements AutoCloseable {

    private final Storefront shop;
    private final RequestReader requests;
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final DisposableServer server;

    private StorefrontServer(Storefront shop, int port) {
        this.shop = shop;
        this.requests = new RequestReader(shop.journal());
        this.server = HttpServer.create().host("127.0.0.1").port(port)
                .doOnConnection(connection -> connections.add(connection.channel()))
                .route(routes -> routes.get("/products/{id}", (http, response) -> send(response, answer(http)))
                        .route(any -> true, (http, response) -> send(response, Mono.just(unknown(http)))))
                .bindNow();
    }

    /**
     * Starts it.
     *
     * @param port 0 for any that is free
     * @throws reactor.netty.ChannelBindException when the port is in use
     */
    static StorefrontServer start(Storefront shop, int port) {
        return new StorefrontServer(shop, port);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** A client that goes away cancels this Mono, and thereby the task and all of its parts (law L6). */
    private Mono<Object> answer(HttpServerRequest http) {
        Request request;
        try {
            request = requests.read(http);
        } catch (BadRequest bad) {
            return Mono.just(bad.problem());
        }
        return ReactorTasks.<ProductPage>toMono(shop.page(request))
                .cast(Object.class)
                .defaultIfEmpty(Problem.unknownProduct(request.productId()))
                .onErrorResume(PartFailed.class, failure -> Mono.just(Problem.partDown(failure)))
                .onErrorResume(TimeoutException.class, late -> Mono.just(Problem.tooLate(request)));
    }

    private static Object unknown(HttpServerRequest http) {
        return Problem.unknownAddress(http.method().name(), http.uri());
    }

    private static Mono<Void> send(HttpServerResponse response, Mono<Object> answer) {
        return answer.flatMap(body -> response.status(body instanceof Problem problem ? problem.status() : 200)
                .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .sendByteArray(Mono.fromCallable(() -> Json.MAPPER.writeValueAsBytes(body)))
                .then());
    }

    /** Takes no more connections and cuts those that are open, which cancels the pages under way. */
    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
        connections.close().syncUninterruptibly();
    }
}
