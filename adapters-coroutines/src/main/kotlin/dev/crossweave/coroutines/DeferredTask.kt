package dev.crossweave.coroutines

import dev.crossweave.Completer
import dev.crossweave.Outcome
import dev.crossweave.Ownership
import dev.crossweave.Poll
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job

/** A task that ends as its Deferred does, whether anybody awaits it or not. */
@OptIn(ExperimentalCoroutinesApi::class)
internal class DeferredTask<T> private constructor(deferred: Deferred<T>, private val ownership: Ownership) :
    Completer<T>(true) {

    @Volatile private var source: Deferred<T>? = deferred
    @Volatile private var registration: DisposableHandle? = null

    /** Whom a late failure of the coroutine would bring down. */
    private var parent: Job? = deferred.parent

    @Volatile private var stopping = false

    init {
        if (ownership == Ownership.SHARED) {
            countWaiters()
        }
    }

    /** Watches the source, and is a started task when the source runs already. */
    private fun observe(deferred: Deferred<T>) {
        registration = deferred.invokeOnCompletion { cause -> ended(deferred, cause) }
        if (isDone) {
            letGo()
        } else if (deferred.isActive) {
            start()
        }
    }

    override fun onStart() {
        source?.start()
    }

    override fun onCancelUnstarted() {
        stopSource() // a lazy coroutine has a parent that waits for it, started or not
        letGo()
    }

    /** When false is returned, [ended] says so as soon as the coroutine has come to its end (L7). */
    override fun onCancel(): Boolean {
        if (stopSource()) {
            return false
        }
        letGo()
        return true
    }

    private fun stopSource(): Boolean {
        stopping = true
        val deferred = source
        if (deferred == null || ownership == Ownership.OBSERVED) {
            return false
        }
        deferred.cancel()
        return true
    }

    private fun ended(deferred: Deferred<T>, cause: Throwable?) {
        val outcome = if (cause == null) Poll.ready(deferred.getCompleted()) else outcome(cause)
        if (ownership == Ownership.OWNED) end(outcome) else pass(outcome) // else the Deferred keeps it for its owners
        letGo()
    }

    private fun outcome(cause: Throwable): Outcome<T> {
        val outcome = outcomeOf<T>(cause)
        val cancelledByUs = stopping && (outcome as? Outcome.Cancelled)?.reason != null
        return if (cancelledByUs) Poll.cancelled(null)
        else outcome // what our own cancel raised refers to its job (L16)
    }

    /**
     * The interrupt that our own cancel caused is no error, and what the coroutine has failed its parent with is no
     * secret (L8).
     */
    override fun onLateError(error: Throwable) {
        if (error is InterruptedException || parent?.isCancelled == true) {
            return
        }
        val context = (source as? CoroutineScope)?.coroutineContext
        val handler = context?.get(CoroutineExceptionHandler)
        if (handler != null) handler.handleException(context, error) else super.onLateError(error)
    }

    private fun letGo() {
        registration?.dispose()
        registration = null
        source = null
        parent = null
    }

    companion object {
        fun <T> of(deferred: Deferred<T>, ownership: Ownership): DeferredTask<T> =
            DeferredTask(deferred, ownership).also { it.observe(deferred) }
    }
}
