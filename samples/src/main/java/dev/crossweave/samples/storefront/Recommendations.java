package dev.crossweave.samples.storefront;

import dev.crossweave.samples.storefront.ProductPage.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What else one might like: plain blocking JDBC, made for a virtual thread. */
final class Recommendations {

    private static final String NEAREST = """
            SELECT other.id, other.name, other.category
            FROM product this JOIN product other ON other.category = this.category AND other.id <> this.id
            WHERE this.id = ?
            ORDER BY ABS(other.price_cents - this.price_cents), other.id
            LIMIT 3""";

    private final DataSource database;

    Recommendations(DataSource database) {
        this.database = database;
    }

    /** The three products of the same category that are nearest in price; none for an unknown product. Blocks. */
    List<Product> similarTo(Request request) throws InterruptedException {
        return Watch.call(request.trace(), Part.RECOMMENDATIONS, () -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement(NEAREST)) {
                request.faults().onThisThread(Part.RECOMMENDATIONS);
                statement.setInt(1, request.productId());
                List<Product> similar = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        similar.add(new Product(rows.getInt(1), rows.getString(2), rows.getString(3)));
                    }
                }
                return similar;
            }
        });
    }
}
