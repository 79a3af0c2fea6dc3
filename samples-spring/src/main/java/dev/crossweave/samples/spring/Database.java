package dev.crossweave.samples.spring;

import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A database in memory with the products of two tenants, seen in two ways. */
@Configuration(proxyBeanMethods = false)
public class Database {

    private static final String TABLE =
            "CREATE TABLE product (tenant VARCHAR(20), id INT, name VARCHAR(40), PRIMARY KEY (tenant, id))";
    private static final String LAMPS =
            "INSERT INTO product SELECT 'acme', x, 'lamp ' || x FROM SYSTEM_RANGE(1, 1000)";
    private static final String CHAIRS =
            "INSERT INTO product SELECT 'globex', x, 'chair ' || x FROM SYSTEM_RANGE(1, 3)";

    private final String name = "products-" + UUID.randomUUID();

    @Bean
    DataSource blocking() throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        source.setUser("sa");
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            for (String sql : new String[]{TABLE, LAMPS, CHAIRS}) {
                statement.execute(sql);
            }
        }
        return source;
    }

    /** Of the same database, once that is there. */
    @Bean
    ConnectionFactory reactive(DataSource filled) {
        return new H2ConnectionFactory(
                H2ConnectionConfiguration.builder().inMemory(name).username("sa").password("").build());
    }
}
