package dev.crossweave.coroutines

import dev.crossweave.PollableStream
import dev.crossweave.spi.Descriptor
import dev.crossweave.spi.StreamAdapter
import kotlinx.coroutines.flow.Flow

/** [Flow] for [dev.crossweave.Adapters]. */
public class FlowAdapter : StreamAdapter<Flow<*>> {

    /** Flow: many values, cold, none of them null. */
    override fun descriptor(): Descriptor =
        Descriptor(Flow::class.java, Descriptor.Arity.MANY, Descriptor.Start.COLD, false, true)

    /** The first poll collects it, once (law L3); with room for 256 items. */
    @Suppress("UNCHECKED_CAST") // an item that is null fails the stream (§2.13)
    override fun toStream(source: Flow<*>): PollableStream<*> = (source as Flow<Any>).asPollableStream()

    /** It can be collected once. */
    override fun fromStream(stream: PollableStream<*>): Flow<*> = flowOf(stream)

    private fun <T : Any> flowOf(stream: PollableStream<T>): Flow<T> = stream.asFlow()
}
