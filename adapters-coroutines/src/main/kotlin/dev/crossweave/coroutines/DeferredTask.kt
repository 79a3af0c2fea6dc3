package dev.crossweave.coroutines

import dev.crossweave.Completer
import dev.crossweave.Outcome
import dev.crossweave.Ownership
import dev.crossweave.Poll
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.TimeoutCancellationException

/** A task that ends as its Deferred does. */
internal class DeferredTask<T>(deferred: Deferred<T>, private val ownership: Ownership) : Completer<T>(true) {

    private var source: Deferred<T>? = deferred

    @Volatile private var registration: DisposableHandle? = null

    init {
        if (ownership == Ownership.SHARED) {
            countWaiters()
        }
    }

    override fun onStart() {
        val deferred = source ?: return
        val handle = deferred.invokeOnCompletion { cause -> ended(deferred, cause) }
        registration = handle
        if (isDone) {
            handle.dispose()
            registration = null
        }
        deferred.start()
    }

    override fun onCancelUnstarted() {
        val deferred = source
        source = null
        if (ownership != Ownership.OBSERVED) {
            deferred?.cancel() // it has a parent that waits for it, started or not
        }
    }

    override fun onCancel(): Boolean {
        val deferred = source
        if (ownership == Ownership.OBSERVED || deferred == null) {
            registration?.dispose()
            source = null
            return true
        }
        deferred.cancel()
        return false // ended() says so when the coroutine has come to its end (L7)
    }

    private fun ended(deferred: Deferred<T>, cause: Throwable?) {
        source = null
        registration = null
        val outcome = outcome(deferred, cause)
        if (ownership == Ownership.OWNED) end(outcome) else pass(outcome) // else the Deferred keeps it for its owners
    }

    @OptIn(ExperimentalCoroutinesApi::class)
    private fun outcome(deferred: Deferred<T>, cause: Throwable?): Outcome<T> =
        when (cause) {
            null -> Poll.ready(deferred.getCompleted())
            is TimeoutCancellationException -> Poll.failed(cause) // a time-out is a failure (L1)
            is CancellationException -> Poll.cancelled(cause)
            else -> Poll.failed(cause)
        }
}
