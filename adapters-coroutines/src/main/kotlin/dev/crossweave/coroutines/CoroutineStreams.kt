package dev.crossweave.coroutines

import dev.crossweave.Channel
import dev.crossweave.PollableStream
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.consumeAsFlow

/**
 * A stream of what this Flow emits. The first poll starts a coroutine that collects it, once (law L3); dropping the
 * stream cancels that coroutine at once (law S3).
 *
 * The coroutine runs ahead of the consumer by [capacity] items, and is then suspended until three quarters of them were
 * taken (law S1). Unless [context] has a dispatcher it begins on the thread that polls first and goes on, as on
 * [Dispatchers.Unconfined], where it was resumed: by the poll or take that asks for more, or by what the Flow itself
 * waited for. When [context] has a Job, the coroutine is its child, and ends with it; the failure of the Flow is the
 * stream's and not that Job's. An error that comes after the stream was dropped goes to the [context]'s
 * CoroutineExceptionHandler, if it has one (law L8).
 *
 * @param capacity how many items are emitted and not taken at any time, at most; one at least
 * @param context what the coroutine runs with
 * @return a stream; whoever gets it has to drop it in the end. The very stream that this Flow was made from, when it
 *   was not collected yet (law L15)
 * @throws IllegalArgumentException when the capacity is less than one
 */
public fun <T : Any> Flow<T>.asPollableStream(
    capacity: Int = Channel.DEFAULT_CAPACITY,
    context: CoroutineContext = EmptyCoroutineContext,
): PollableStream<T> {
    require(capacity > 0) { "asPollableStream needs a capacity of one at least; got $capacity" }
    return (this as? StreamFlow<T>)?.takeStream() ?: FlowStream(this, capacity, Dispatchers.Unconfined + context)
}

/**
 * A stream of what this channel receives. Dropping it cancels the channel; items that it has taken from the channel and
 * that nobody has taken from the stream are then discarded (law L9).
 *
 * @param capacity how many items the stream takes ahead of its consumer, at most; one at least
 * @return a stream, which belongs to its one consumer as the channel belongs to the stream
 */
public fun <T : Any> ReceiveChannel<T>.asPollableStream(capacity: Int = Channel.DEFAULT_CAPACITY): PollableStream<T> =
    consumeAsFlow().asPollableStream(capacity)

/**
 * A cold Flow of what this stream gives, which belongs to it from now on. It can be collected once, since a stream has
 * one consumer: a second time is an [IllegalStateException].
 *
 * The coroutine that collects it polls the stream itself, and suspends only when nothing is there; the wake resumes it
 * through its dispatcher. It drops the stream when it has come to the end, when it is cancelled, or when the collector
 * throws. A stream that was cancelled by someone else ends the collection with a CancellationException (law L5), though
 * the coroutine that collects is still active.
 *
 * @return a Flow. The very Flow that this stream was made from, when it was not polled yet (law L15)
 */
public fun <T : Any> PollableStream<T>.asFlow(): Flow<T> = (this as? FlowStream<T>)?.takeFlow() ?: StreamFlow(this)

/** Flow ↔ stream for callers in Java. Kotlin has the extensions. */
public object CoroutineStreams {

    /** As Kotlin's `flow.asPollableStream()`: the first poll collects, with room for 256 items. */
    @JvmStatic public fun <T : Any> fromFlow(flow: Flow<T>): PollableStream<T> = flow.asPollableStream()

    /** As Kotlin's `flow.asPollableStream(capacity)`. */
    @JvmStatic
    public fun <T : Any> fromFlow(flow: Flow<T>, capacity: Int): PollableStream<T> = flow.asPollableStream(capacity)

    /** As Kotlin's `flow.asPollableStream(capacity, context)`: the context says on which dispatcher the Flow runs. */
    @JvmStatic
    public fun <T : Any> fromFlow(flow: Flow<T>, capacity: Int, context: CoroutineContext): PollableStream<T> =
        flow.asPollableStream(capacity, context)

    /** A Flow of what the stream gives; it can be collected once. */
    @JvmStatic public fun <T : Any> toFlow(stream: PollableStream<T>): Flow<T> = stream.asFlow()
}
