@file:JvmName("Coroutines")

package dev.crossweave.benchmarks.families

import java.util.concurrent.atomic.LongAdder
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

// The peers' side of the families yield and spawn: the shortest program that a user of kotlinx.coroutines would write.

/** Many coroutines that yield many times. Returns how many yields that were. */
internal fun yields(context: CoroutineContext, coroutines: Int, yields: Int): Long {
    val sum = LongAdder()
    runBlocking(context) {
        repeat(coroutines) {
            launch {
                var done = 0
                while (done < yields) {
                    done++
                    yield()
                }
                sum.add(done.toLong())
            }
        }
    }
    return sum.sum()
}

/** One coroutine after the other that ends at once with this value. Returns the sum. */
internal fun asyncAwait(times: Int, value: Int): Long = runBlocking {
    var sum = 0L
    repeat(times) { sum += async { value }.await() }
    sum
}

/** One coroutine after the other that is cancelled before it runs. Returns how many were. */
internal fun launchCancelJoin(times: Int): Long = runBlocking {
    var cancelled = 0L
    repeat(times) {
        val job = launch { awaitCancellation() }
        job.cancel()
        job.join()
        if (job.isCancelled) cancelled++
    }
    cancelled
}
