package dev.crossweave.samples.storefront;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the shop answers.
 *
 * @param requestId of the request that it answers
 * @param product from the catalogue
 * @param inStock pieces, over all warehouses
 * @param price after the price rules
 * @param reviews from the review server
 * @param recommendations products of the same category and about the same price
 */
record ProductPage(String requestId, Product product, int inStock, Price price, List<Review> reviews,
        List<Product> recommendations) {

    /** Null without a product or a price: then the shop doesn't have it. */
    static @Nullable ProductPage of(String requestId, @Nullable Product product, int inStock, @Nullable Price price,
            List<Review> reviews, List<Product> recommendations) {
        return product == null || price == null
                ? null
                : new ProductPage(requestId, product, inStock, price, reviews, recommendations);
    }

    /** A product of the catalogue. */
    record Product(int id, String name, String category) {
    }

    /** A price in cents, and the rule that lowered it, if one did. */
    record Price(int cents, int listCents, @Nullable String rule) {
    }

    /** What a customer said, and one to five stars. */
    record Review(String author, int stars, String text) {
    }
}
