package dev.crossweave.samples.storefront

import kotlin.time.toKotlinDuration
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.await

/** What [Watch] does, for a coroutine. */
internal suspend fun <T> watched(trace: Trace, part: Part, work: suspend () -> T): T {
    val span = trace.begin(part)
    try {
        return work().also { span.succeeded() }
    } catch (cancelled: CancellationException) {
        span.cancelled("its Job cancelled")
        throw cancelled
    } catch (thrown: Exception) {
        throw PartFailed.of(part, thrown).also(span::failed)
    }
}

/** What [Faults] does, for a coroutine. */
internal suspend fun Faults.suspending(part: Part) {
    when (of(part)) {
        Faults.Kind.NONE -> {}
        Faults.Kind.SLOW -> delay(Faults.HOLD.toKotlinDuration())
        Faults.Kind.FAIL -> {
            underWay().copy().await() // the copy: a cancelled coroutine would cancel what all wait for
            throw Faults.told(part)
        }
    }
}
