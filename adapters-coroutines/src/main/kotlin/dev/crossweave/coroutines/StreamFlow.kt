package dev.crossweave.coroutines

import dev.crossweave.PollableStream
import java.util.concurrent.atomic.AtomicReference
import kotlinx.coroutines.Job
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector

/** A Flow that holds its stream, the value, until it is collected or converted back. */
internal class StreamFlow<T : Any>(stream: PollableStream<T>) : AtomicReference<PollableStream<T>?>(stream), Flow<T> {

    fun takeStream(): PollableStream<T>? = getAndSet(null)

    override suspend fun collect(collector: FlowCollector<T>) {
        val taken =
            takeStream()
                ?: throw IllegalStateException(
                    "The Flow of a stream can be collected once, since a stream has one consumer; " +
                        "it was collected or converted back already."
                )
        val context = currentCoroutineContext()
        val stream = carriedBy(context)?.wrap(taken) ?: taken
        try {
            emitAll(stream, context[Job], collector)
        } finally {
            PollingCoroutine.containing { stream.drop() }
        }
    }

    /** Suspends only when nothing is there. Each item looks whether the coroutine was cancelled, as in `flow { }`. */
    private suspend fun emitAll(stream: PollableStream<T>, job: Job?, collector: FlowCollector<T>) {
        val waker = WokenCoroutine()
        while (true) {
            job?.ensureActive()
            when (stream.poll(waker)) {
                PollableStream.Next.ITEM -> collector.emit(stream.take())
                PollableStream.Next.PENDING -> waker.untilWoken()
                PollableStream.Next.END -> {
                    stream.end().orElseThrow()
                    return
                }
            }
        }
    }

    override fun toString(): String = "Flow of ${get() ?: "a stream that was used already"}"
}
