package dev.crossweave.samples.storefront;

import dev.crossweave.FutureTasks;
import dev.crossweave.Task;
import dev.crossweave.TaskScope;
import dev.crossweave.loom.LoomTasks;
import dev.crossweave.reactor.ReactorTasks;
import dev.crossweave.rxjava.RxJavaTasks;
import dev.crossweave.samples.storefront.ProductPage.Price;
import dev.crossweave.samples.storefront.ProductPage.Product;
import dev.crossweave.samples.storefront.ProductPage.Review;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The shop: five parts that live in five ecosystems, and the one task that a page is made of. */
final class Storefront implements AutoCloseable {

    private final Journal journal = new Journal();
    private final ShopDatabase database;
    private final ReviewServer reviewServer;

    private final Catalogue catalogue;
    private final Stock stock;
    private final PriceRules priceRules;
    private final Reviews reviews;
    private final Recommendations recommendations;

    private final AtomicBoolean closed = new AtomicBoolean();

    private Storefront() throws IOException, SQLException {
        database = ShopDatabase.open();
        reviewServer = ReviewServer.start(journal);
        catalogue = new Catalogue(database.reactive());
        stock = new Stock(database.reactive());
        priceRules = new PriceRules(database.blocking());
        reviews = new Reviews(reviewServer.address());
        recommendations = new Recommendations(database.blocking());
    }

    static Storefront open() throws IOException, SQLException {
        return new Storefront();
    }

    /**
     * The page of a product, as one task: a part that fails, the deadline, and {@code cancel} take all five parts down.
     *
     * @return the page, or null for an unknown product; a {@link PartFailed} when a part is down; a
     *     {@link java.util.concurrent.TimeoutException} after the request's deadline
     */
    Task<@Nullable ProductPage> page(Request request) {
        TaskScope scope = new TaskScope();
        Task<@Nullable Product> product = scope.fork(ReactorTasks.fromMono(catalogue.find(request)));
        Task<Integer> pieces = scope.fork(stock.pieces(request)); // a suspend function
        Task<@Nullable Price> price = scope.fork(RxJavaTasks.fromMaybe(priceRules.quote(request)));
        Task<List<Review>> said = scope.fork(FutureTasks.fromFuture(() -> reviews.of(request)));
        Task<List<Product>> similar = scope.fork(LoomTasks.fromCallable(() -> recommendations.similarTo(request)));

        Task<@Nullable ProductPage> page = scope.join(() -> ProductPage.of(request.id(), product.resultNow(),
                pieces.resultNow(), price.resultNow(), said.resultNow(), similar.resultNow()));
        return page.timeout(request.deadline());
    }

    Journal journal() {
        return journal;
    }

    ShopDatabase database() {
        return database;
    }

    ReviewServer reviewServer() {
        return reviewServer;
    }

    /** Once; after that it does nothing. Pages that are still under way fail. */
    @Override
    public void close() throws SQLException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stock.close();
        reviews.close();
        reviewServer.close();
        database.close();
    }
}
