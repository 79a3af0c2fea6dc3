package dev.crossweave.coroutines

import dev.crossweave.Outcome
import dev.crossweave.StreamSource
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector

/**
 * A stream that is itself the collector of its Flow. A coroutine collects; it is suspended in [emit] as long as nothing
 * more was asked for, so the producer waits and is never blocked (S1, L12).
 *
 * Visibility: the coroutine's own fields need no ordering, since kotlinx hands them on from one resume to the next.
 * [limit] is written by the consumer's calls before the wake, as `limit` of [StreamSource] is before the request.
 */
internal class FlowStream<T : Any>(flow: Flow<T>, capacity: Int, private val given: CoroutineContext) :
    StreamSource<T, Job>(capacity), FlowCollector<T> {

    private var flow: Flow<T>? = flow // until the start (L16)

    private val asked = WokenCoroutine()

    /** The coroutine's own. */
    private var emitted = 0L

    /** How many items were ever asked for. */
    @Volatile private var limit = 0L

    /** The Flow of a stream that was not started, which can't be used any more; null when it was. */
    fun takeFlow(): Flow<T>? = if (takeBack()) flow.also { flow = null } else null

    override fun onStart() {
        val source = checkNotNull(flow)
        flow = null
        val job =
            CoroutineScope(inherited(given)).async(start = CoroutineStart.LAZY) {
                run(source)
            } // reports to nobody else
        job.invokeOnCompletion { cause -> // for a coroutine that was cancelled or rejected before it began
            if (cause != null) {
                end(outcomeOf(cause))
            }
        }
        connected(job)
    }

    private suspend fun run(source: Flow<T>) {
        try {
            source.collect(this)
            complete()
        } catch (thrown: Throwable) {
            fail(thrown)
        }
    }

    /** Suspends after the last item that was asked for, instead of holding one that there is no room for. */
    override suspend fun emit(value: T) {
        item(value)
        if (++emitted == limit) {
            untilAsked()
        }
    }

    private suspend fun untilAsked() {
        while (true) {
            asked.set(null) // wakes of the time when there was room say nothing; and before the limit is read
            if (emitted != limit) {
                return
            }
            asked.untilWoken()
        }
    }

    override fun onRequest(source: Job, n: Long) {
        limit += n
        if (!source.start()) {
            asked.wake()
        }
    }

    override fun onCancel(source: Job) {
        limit = Long.MAX_VALUE // what is emitted in spite of the cancellation is discarded, and waits for nobody
        source.cancel()
        asked.wake()
    }

    override fun outcomeOf(thrown: Throwable): Outcome<Void?> = outcomeOf<Void?>(thrown)

    override fun onLateError(error: Throwable) {
        val handler = given[CoroutineExceptionHandler]
        if (handler != null) handler.handleException(given, error) else super.onLateError(error)
    }
}
