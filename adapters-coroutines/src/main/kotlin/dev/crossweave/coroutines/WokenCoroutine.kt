package dev.crossweave.coroutines

import dev.crossweave.Waker
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.yield

/**
 * A coroutine that waits for wakes: one object however often it waits. Its value is null as long as nobody has woken
 * it, [WOKEN] after a wake, or the continuation that a wake resumes, through the coroutine's dispatcher.
 *
 * [untilWoken] takes the wake back before it returns, and so before the poll that comes next: a wake during that poll
 * asks for another one (L11).
 */
internal class WokenCoroutine : AtomicReference<Any?>(), Waker {

    override fun wake() {
        val waiting = getAndSet(WOKEN)
        if (waiting is CancellableContinuation<*>) {
            @Suppress("UNCHECKED_CAST") (waiting as CancellableContinuation<Unit>).resume(Unit)
        }
    }

    /** Suspends until woken; after a wake that has come already it lets others on its dispatcher take their turn. */
    suspend fun untilWoken() {
        if (get() === WOKEN) {
            set(null)
            yield()
        } else {
            suspendCancellableCoroutine { continuation -> register(continuation) }
            set(null)
        }
    }

    private fun register(continuation: CancellableContinuation<Unit>) {
        while (true) {
            val before = get()
            if (before === WOKEN) {
                continuation.resume(Unit)
                return
            }
            if (before is CancellableContinuation<*> && before.isActive) {
                continuation.resumeWithException(IllegalStateException(CONCURRENT))
                return
            }
            if (compareAndSet(before, continuation)) { // instead of null, or of a wait that was cancelled
                return
            }
        }
    }

    private companion object {
        val WOKEN = Any()
        const val CONCURRENT = "Two coroutines wait for the same wake; expected one: a Flow emits from one coroutine."
    }
}
