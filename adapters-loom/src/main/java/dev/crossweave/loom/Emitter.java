package dev.crossweave.loom;

import dev.crossweave.Pollable;
import org.jspecify.annotations.Nullable;

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

    /**
     * Waits, as {@link LoomTasks#await} does, in the generator's own way: on a virtual thread by parking it, on a raw
     * continuation by answering the consumer that there is nothing yet. So a generator that waits with this works on both.
     *
     * @param <V> the type of the value
     * @param pollable a task, which is observed, or a pollable that nobody else polls, which is dropped in the end
     * @return its value; a failure is thrown, the very object (law L2)
     * @throws InterruptedException as {@link #emit} says
     * @throws java.util.concurrent.CancellationException when the task was cancelled
     */
    default <V extends @Nullable Object> V await(Pollable<V> pollable) throws InterruptedException {
        return LoomTasks.await(pollable);
    }
}
