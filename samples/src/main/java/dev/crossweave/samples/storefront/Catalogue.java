package dev.crossweave.samples.storefront;

import dev.crossweave.samples.storefront.ProductPage.Product;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What the shop sells: Reactor, over R2DBC. */
final class Catalogue {

    private static final String BY_ID = "SELECT id, name, category FROM product WHERE id = $1";

    private final ConnectionFactory database;

    Catalogue(ConnectionFactory database) {
        this.database = database;
    }

    /** The product, or empty when there is none. */
    Mono<Product> find(Request request) {
        Mono<Product> found = Mono.usingWhen(database.create(),
                connection -> request.faults().inReactor(Part.CATALOGUE)
                        .then(Mono.defer(() -> select(connection, request.productId()))),
                Connection::close);
        // H2 in memory works on the thread that subscribes, which else would be the HTTP server's.
        return Watch.mono(request.trace(), Part.CATALOGUE, found).subscribeOn(Schedulers.boundedElastic());
    }

    private static Mono<Product> select(Connection connection, int id) {
        return Mono.from(connection.createStatement(BY_ID).bind(0, id).execute())
                .flatMap(result -> Mono.from(result.map(Catalogue::product)));
    }

    private static Product product(Readable row) {
        return new Product(column(row, "id", Integer.class), column(row, "name", String.class),
                column(row, "category", String.class));
    }

    private static <T> T column(Readable row, String name, Class<T> type) {
        return Objects.requireNonNull(row.get(name, type), () -> "the column " + name + " of the catalogue is null");
    }
}
