/**
 * A small shop whose product page is one task made of five parts, each in another ecosystem.
 *
 * <p>Start with {@code Storefront.page}, which makes the task. Around it: {@code Catalogue} (Reactor), {@code Stock}
 * (coroutines), {@code PriceRules} (RxJava), {@code Reviews} (CompletableFuture over HTTP) and {@code Recommendations}
 * (a virtual thread); {@code StorefrontServer}, its HTTP endpoint. {@code Scenes} is what the demo shows and what the
 * tests check; {@code Faults}, {@code Watch} and {@code Trace} are how it makes things go wrong and looks on.
 */
@NullMarked
package dev.crossweave.samples.storefront;

import org.jspecify.annotations.NullMarked;
