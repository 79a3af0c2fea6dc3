package dev.crossweave.loom;

import dev.crossweave.Channel;
import dev.crossweave.PollableStream;
import java.util.Objects;

/**
 * Generators on raw continuations of the JDK: no thread at all, the frames of the generator lie in the heap while its consumer
 * has what it wants. Needs {@code --add-exports java.base/jdk.internal.vm=dev.crossweave.loom}, or {@code =ALL-UNNAMED} when
 * this library is on the class path. {@link LoomStreams} does the same without, on a virtual thread.
 *
 * <p><b>One thread.</b> All calls of a stream are made by the platform thread that has polled it first; another one gets an
 * exception that names both. A stream is not to be handed to a schedule of several threads, nor used on a virtual thread.
 *
 * <p><b>What a generator must not do</b>, and what nobody notices if it does:
 * <ul>
 * <li>Emit or await while it holds a monitor ({@code synchronized}). From JDK 24 on it is suspended all the same: the
 * consumer's thread goes on as the owner, and whoever comes by on that thread finds the door open.
 * <li>Emit or await inside of a {@code ScopedValue} binding of its own, which the consumer's code would see, or of a
 * {@code StructuredTaskScope}, which throws when it is left in another order.
 * <li>Emit or await in a poll that it runs itself, of a queue for instance, or inside of a
 * {@link dev.crossweave.TaskContext#run}: the consumer's thread goes on from the midst of that.
 * <li>Block: it is the consumer's thread that waits. {@link Emitter#await} suspends instead.
 * <li>Go on emitting for ever after the consumer has gone: {@code drop} waits for its end.
 * </ul>
 * Emitting or awaiting inside of a class initializer, under native code, and inside of a wake or a poll on
 * {@link dev.crossweave.Schedule#inline()} that the generator has caused is noticed, and an exception. A stream that is never
 * dropped is collected without its {@code finally} blocks being run.
 */
@Experimental
public final class LoomGenerators {

    private LoomGenerators() {
    }

    /**
     * Tells whether this JVM lets us. It was found out by suspending one.
     *
     * @return false when the option is missing, or the JDK has no such continuations
     */
    public static boolean isAvailable() {
        return RawContinuation.isAvailable();
    }

    /**
     * A stream of what a generator emits, with the capacity {@value Channel#DEFAULT_CAPACITY}.
     *
     * @param <T> the type of the items
     * @param generator run once, from the first poll on (law L3)
     * @return a stream, as {@link #generate(int, Generator)} says
     */
    public static <T> PollableStream<T> generate(Generator<T> generator) {
        return generate(Channel.DEFAULT_CAPACITY, generator);
    }

    /**
     * A stream of what a generator emits, run by the polls of its consumer, on their thread, in the
     * {@link dev.crossweave.TaskContext} in which this is called with the consumer's values over its own (law L10). A poll
     * that finds nothing runs it until there is no room left, or until it awaits something.
     *
     * <p>Dropping the stream runs the generator to its end: {@link Emitter#emit} and {@link Emitter#await} throw, and what it
     * throws at last is a late error, unless that was the reason (law L8).
     *
     * @param <T> the type of the items
     * @param capacity how many items are there and not taken at any time, at most (law S1); one at least. Suspending and
     *     resuming takes some 150 ns, once for so many items
     * @param generator run once, from the first poll on (law L3)
     * @return a stream; whoever gets it has to drop it in the end, on the thread that has polled it
     * @throws UnsupportedOperationException when they are not available; it names the option
     * @throws IllegalArgumentException when there is no room for one item
     */
    public static <T> PollableStream<T> generate(int capacity, Generator<T> generator) {
        Objects.requireNonNull(generator, "generate needs a generator, which is null here");
        if (capacity < 1) {
            throw new IllegalArgumentException("generate needs a capacity of one at least; got " + capacity);
        }
        RawContinuation.checkAvailable();
        return new ContinuationStream<>(generator, capacity);
    }
}
