package dev.crossweave.coroutines

import dev.crossweave.Hooks
import dev.crossweave.Outcome
import dev.crossweave.Poll
import dev.crossweave.Pollable
import dev.crossweave.Waker
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.resume
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine

/**
 * A coroutine as the one consumer of a pollable: it polls, suspends until woken, and drops at the end. The value is
 * null while it polls, [WOKEN] after a wake, or the continuation that a wake resumes.
 */
internal class PollingCoroutine private constructor() : AtomicReference<Any?>(), Waker {

    override fun wake() {
        val waiting = getAndSet(WOKEN)
        if (waiting is CancellableContinuation<*>) {
            @Suppress("UNCHECKED_CAST") (waiting as CancellableContinuation<Unit>).resume(Unit)
        }
    }

    private suspend fun untilWoken() = suspendCancellableCoroutine { continuation ->
        if (!compareAndSet(null, continuation)) {
            continuation.resume(Unit) // woken since the poll began
        }
    }

    private fun <T> pollOnce(pollable: Pollable<T>): Poll<T> {
        set(null) // before the poll: a wake that comes during it asks for the next one (L11)
        return try {
            pollable.poll(this)
        } catch (thrown: Throwable) {
            Outcome.ofThrown(thrown)
        }
    }

    companion object {
        private val WOKEN = Any()

        suspend fun <T> await(pollable: Pollable<T>): T {
            val waker = PollingCoroutine()
            try {
                while (true) {
                    val poll = waker.pollOnce(pollable)
                    if (poll is Outcome<T>) {
                        return poll.orElseThrow()
                    }
                    waker.untilWoken()
                }
            } finally {
                drop(pollable)
            }
        }

        /** On the polling side, once (L7); what it throws changes no outcome (L18). */
        private fun drop(pollable: Pollable<*>) {
            try {
                pollable.drop()
            } catch (thrown: Throwable) {
                Hooks.lateError(thrown)
            }
        }
    }
}
