package dev.crossweave.samples.storefront;

import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.pool.PoolMetrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import reactor.core.scheduler.Schedulers;

/** The shop's database, in memory, seen in two ways: through R2DBC and through JDBC, each with a pool of its own. */
final class ShopDatabase implements AutoCloseable {

    private static final int CONNECTIONS = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final JdbcConnectionPool blocking;
    private final ConnectionPool reactive;

    private ShopDatabase(JdbcConnectionPool blocking, ConnectionPool reactive) {
        this.blocking = blocking;
        this.reactive = reactive;
    }

    /** A new database with all of the shop's data in it. */
    static ShopDatabase open() throws SQLException {
        String name = "shop-" + UUID.randomUUID();
        JdbcConnectionPool blocking = JdbcConnectionPool
                .create("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE", "sa", "");
        blocking.setMaxConnections(CONNECTIONS);
        blocking.setLoginTimeout((int) LONGEST_WAIT.toSeconds());
        execute(blocking, "RUNSCRIPT FROM 'classpath:/dev/crossweave/samples/storefront/shop.sql'");

        H2ConnectionConfiguration h2 = H2ConnectionConfiguration.builder().inMemory(name).username("sa").password("")
                .build();
        ConnectionPool reactive = new ConnectionPool(ConnectionPoolConfiguration.builder(new H2ConnectionFactory(h2))
                .maxSize(CONNECTIONS)
                .maxAcquireTime(LONGEST_WAIT)
                // H2 in memory works on the thread that got the connection, which by default is in the pool's own loop:
                // then all wait for one.
                .customizer(pool -> pool.acquisitionScheduler(Schedulers.boundedElastic()))
                .build());
        return new ShopDatabase(blocking, reactive);
    }

    DataSource blocking() {
        return blocking;
    }

    ConnectionPool reactive() {
        return reactive;
    }

    /** How many connections are lent out, by both pools. */
    int inUse() {
        return blocking.getActiveConnections() + reactive.getMetrics().map(PoolMetrics::acquiredSize).orElseThrow();
    }

    /** Runs a statement for whoever runs the shop. */
    void execute(String sql) throws SQLException {
        execute(blocking, sql);
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        reactive.dispose();
        execute("SHUTDOWN");
        blocking.dispose();
    }
}
