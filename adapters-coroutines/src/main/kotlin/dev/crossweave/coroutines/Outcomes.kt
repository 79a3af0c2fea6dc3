package dev.crossweave.coroutines

import dev.crossweave.Outcome
import dev.crossweave.Poll
import java.util.concurrent.RejectedExecutionException

/**
 * Reads what a coroutine raised. The rejection by a dispatcher, for which kotlinx cancels the coroutine, is a failure
 * (L18). Copies that kotlinx makes of exceptions, to recover their stack traces, are taken off as wrappers are (L2).
 */
internal fun <T> outcomeOf(thrown: Throwable): Outcome<T> {
    val outcome = Outcome.ofThrown<T>(thrown, Internals::isCopy)
    val reason = (outcome as? Outcome.Cancelled)?.reason ?: return outcome
    val rejection = reason.cause as? RejectedExecutionException
    return if (rejection != null) Poll.failed(rejection) else outcome
}
