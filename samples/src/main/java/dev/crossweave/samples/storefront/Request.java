package dev.crossweave.samples.storefront;

import java.time.Duration;

/**
 * One request for a product page, handed from part to part as it is: no thread-local and no context carries it.
 *
 * @param id seen in every part, and on the wire
 * @param productId which product
 * @param deadline how long the page may take
 * @param faults what is to go wrong, in the demo
 * @param trace where the parts record what they do
 */
record Request(String id, int productId, Duration deadline, Faults faults, Trace trace) {
}
