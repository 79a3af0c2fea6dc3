package dev.crossweave.samples.spring;

import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.loom.LoomTasks;
import dev.crossweave.reactor.ReactorStreams;
import dev.crossweave.reactor.ReactorTasks;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The database, seen through R2DBC and, blocking, through JDBC. Every query asks who it is for where it is made. */
@Repository
public class Products {

    private static final String ONE = "SELECT id, name FROM product WHERE tenant = $1 AND id = $2";
    private static final String ALL = "SELECT id, name FROM product WHERE tenant = $1 ORDER BY id";
    private static final String ADD = "INSERT INTO product (tenant, id, name) VALUES ($1, $2, $3)";
    private static final String COUNT = "SELECT COUNT(*) FROM product WHERE tenant = ?";

    private final ConnectionFactory reactive;
    private final DataSource blocking;

    Products(ConnectionFactory reactive, DataSource blocking) {
        this.reactive = reactive;
        this.blocking = blocking;
    }

    /** One product; null when there is none. A lazy task: nothing is asked before it is awaited. */
    Task<@Nullable Product> find(int id) {
        return ReactorTasks.fromMono(rows(connection -> connection.createStatement(ONE)
                .bind(0, TenantContext.current()).bind(1, id).execute()).next());
    }

    /** All products, one after the other. */
    PollableStream<Product> all() {
        return ReactorStreams.fromFlux(
                rows(connection -> connection.createStatement(ALL).bind(0, TenantContext.current()).execute()));
    }

    /** Adds a product. */
    Task<@Nullable Product> add(Product product) {
        return ReactorTasks.fromMono(Flux.usingWhen(reactive.create(),
                connection -> Flux.from(connection.createStatement(ADD).bind(0, TenantContext.current())
                        .bind(1, product.id()).bind(2, product.name()).execute()).flatMap(Result::getRowsUpdated),
                Connection::close).then(Mono.just(product)).subscribeOn(Schedulers.boundedElastic()));
    }

    /** How many there are: JDBC, on a virtual thread. */
    Task<Integer> count() {
        return LoomTasks.fromCallable(() -> {
            try (var connection = blocking.getConnection();
                    PreparedStatement query = connection.prepareStatement(COUNT)) {
                query.setString(1, TenantContext.current());
                return first(query);
            }
        });
    }

    private static int first(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private interface Query {
        Publisher<? extends Result> of(Connection connection);
    }

    /** H2 in memory works on the thread that subscribes, which else would be the HTTP server's. */
    private Flux<Product> rows(Query query) {
        return Flux.usingWhen(reactive.create(),
                connection -> Flux.from(query.of(connection)).flatMap(result -> result.map(Products::product)),
                Connection::close).subscribeOn(Schedulers.boundedElastic());
    }

    private static Product product(Readable row) {
        return new Product(Objects.requireNonNull(row.get(0, Integer.class)),
                Objects.requireNonNull(row.get(1, String.class)));
    }
}
