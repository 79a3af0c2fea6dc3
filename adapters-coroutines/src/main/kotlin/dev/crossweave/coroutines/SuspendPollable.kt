package dev.crossweave.coroutines

import dev.crossweave.Hooks
import dev.crossweave.Outcome
import dev.crossweave.Poll
import dev.crossweave.Pollable
import dev.crossweave.Waker
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async

/**
 * A suspend function that makes progress only when polled: it is its coroutine's dispatcher, which keeps what is to be
 * run for the next poll and wakes. What is dispatched during a poll waits for the next one, so that who yields gives
 * way.
 *
 * A dropped coroutine is cancelled, and what it does then without suspending is done during the drop. The rest, of a
 * coroutine that refuses to be cancelled, runs on [Dispatchers.Default].
 *
 * No wake is lost: [dispatch] queues and then reads [waker] or [dropped], [poll] and [drop] write that and then empty
 * the queue.
 */
internal class SuspendPollable<T>(block: suspend CoroutineScope.() -> T) : CoroutineDispatcher(), Pollable<T> {

    private var body: Produced<T>? = Produced(block) // until the start (L16)
    private var coroutine: Deferred<T>? = null
    private val ready = ConcurrentLinkedQueue<Runnable>()

    @Volatile private var waker = Waker.NOOP

    /** Being dropped: nobody will see how it ends. */
    @Volatile private var cancelling = false

    /** Nothing is run here any more. */
    @Volatile private var dropped = false

    override fun poll(waker: Waker): Poll<T> {
        check(!cancelling) { "A suspend function was polled after its drop; expected no poll then." }
        this.waker = waker
        val running = coroutine?.also { runReady() } ?: begin()
        return if (running.isCompleted) outcome(running) else Poll.pending()
    }

    private fun begin(): Deferred<T> {
        val produced = checkNotNull(body)
        body = null
        val running = CoroutineScope(inherited(this)).async(start = CoroutineStart.UNDISPATCHED) { produced.run(this) }
        coroutine = running
        running.invokeOnCompletion { cause ->
            produced.ended(cause)
            ended(cause)
        }
        return running
    }

    private fun runReady() {
        ready.add(END_OF_POLL)
        while (true) {
            val next = ready.remove()
            if (next === END_OF_POLL) {
                return
            }
            next.run()
        }
    }

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        ready.add(block)
        if (dropped) continueElsewhere() else waker.wake()
    }

    /** By children on other dispatchers, too, for which the coroutine waits; then nothing is dispatched here. */
    private fun ended(cause: Throwable?) {
        if (!cancelling) {
            waker.wake()
        } else if (cause != null) {
            val late = (outcomeOf<T>(cause) as? Outcome.Failure)?.cause
            if (late != null && late !is InterruptedException) { // which our own cancel caused (L8)
                Hooks.lateError(late)
            }
        }
    }

    @OptIn(ExperimentalCoroutinesApi::class)
    private fun outcome(ended: Deferred<T>): Outcome<T> {
        val thrown = ended.getCompletionExceptionOrNull()
        return if (thrown == null) Poll.ready(ended.getCompleted()) else outcomeOf(thrown)
    }

    override fun drop() {
        body = null
        val running = coroutine ?: return
        coroutine = null
        cancelling = true
        running.cancel()
        while (true) {
            (ready.poll() ?: break).run()
        }
        dropped = true
        waker = Waker.NOOP
        continueElsewhere() // what came meanwhile
    }

    private fun continueElsewhere() {
        while (true) {
            Dispatchers.Default.dispatch(this, ready.poll() ?: return)
        }
    }

    private companion object {
        val END_OF_POLL = Runnable {}
    }
}

/** The body of a coroutine, and the value that it has produced, until it is known who gets that. */
internal class Produced<T>(private val block: suspend CoroutineScope.() -> T) {

    private var value: T? = null

    suspend fun run(scope: CoroutineScope): T = scope.block().also { value = it }

    /** A coroutine that was cancelled before its end loses its value: then it is discarded (L9). */
    fun ended(cause: Throwable?) {
        val left = value
        value = null
        if (cause != null) {
            Hooks.discard(left)
        }
    }
}
