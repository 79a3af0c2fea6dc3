package dev.crossweave.samples.storefront;

import dev.crossweave.samples.storefront.ProductPage.Price;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The client of the price rules, from the years of RxJava: JDBC on its I/O threads. Nobody dares to touch it. */
final class PriceRules {

    private static final String LISTED = "SELECT category, price_cents FROM product WHERE id = ?";
    private static final String RULE =
            "SELECT percent_off, label FROM price_rule WHERE category = ? AND from_cents <= ?";

    private record Listed(String category, int cents) {
    }

    private record Rule(int percentOff, @Nullable String label) {
        static final Rule NONE = new Rule(0, null);

        Price applyTo(Listed listed) {
            return new Price(listed.cents() - listed.cents() * percentOff / 100, listed.cents(), label);
        }
    }

    private final DataSource database;

    PriceRules(DataSource database) {
        this.database = database;
    }

    /** The price of a product after the rule for it, or empty when there is no such product. */
    Maybe<Price> quote(Request request) {
        Maybe<Price> quoted = request.faults().inRxJava(Part.PRICE)
                .andThen(listed(request.productId()))
                .flatMapSingle(listed -> ruleFor(listed).map(rule -> rule.applyTo(listed)));
        return Watch.maybe(request.trace(), Part.PRICE, quoted).subscribeOn(Schedulers.io());
    }

    private Maybe<Listed> listed(int productId) {
        return Maybe.fromCallable(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement(LISTED)) {
                statement.setInt(1, productId);
                return listed(statement);
            }
        });
    }

    private static @Nullable Listed listed(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? new Listed(rows.getString(1), rows.getInt(2)) : null;
        }
    }

    private Single<Rule> ruleFor(Listed listed) {
        return Single.fromCallable(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement(RULE)) {
                statement.setString(1, listed.category());
                statement.setInt(2, listed.cents());
                return rule(statement);
            }
        });
    }

    private static Rule rule(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? new Rule(rows.getInt(1), rows.getString(2)) : Rule.NONE;
        }
    }
}
