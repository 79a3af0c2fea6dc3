package dev.crossweave.loom;

/**
 * Where a {@link Generator} puts its items. For the generator's own thread alone, and while that runs.
 *
 * @param <T> the type of the items
 */
public interface Emitter<T> {

    /**
     * Emits an item, and waits until the next one is asked for. So what is computed between two items is not computed
     * before somebody wants it, but for the capacity.
     *
     * @param item the item; from now on the stream's, whatever comes out of here: it is delivered, or it goes to the discard
     *     hook, once (laws S2, L9)
     * @throws InterruptedException when the consumer has gone, now or before, and each time from then on (law S3); or when
     *     somebody else interrupts the thread while it waits
     * @throws IllegalStateException anywhere but in the generator (law L17)
     */
    void emit(T item) throws InterruptedException;
}
