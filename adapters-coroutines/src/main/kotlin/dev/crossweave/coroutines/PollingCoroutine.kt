package dev.crossweave.coroutines

import dev.crossweave.Hooks
import dev.crossweave.Outcome
import dev.crossweave.Poll
import dev.crossweave.Pollable
import dev.crossweave.Waker
import kotlinx.coroutines.currentCoroutineContext

/** A coroutine as the one consumer of a pollable: it polls, suspends until woken, and drops at the end. */
internal object PollingCoroutine {

    suspend fun <T> await(pollable: Pollable<T>): T {
        val waker = WokenCoroutine()
        try {
            val inContext = carriedBy(currentCoroutineContext())?.wrap(pollable) ?: pollable
            while (true) {
                val poll = pollOnce(inContext, waker)
                if (poll is Outcome<T>) {
                    return poll.orElseThrow()
                }
                waker.untilWoken()
            }
        } finally {
            containing { pollable.drop() }
        }
    }

    private fun <T> pollOnce(pollable: Pollable<T>, waker: Waker): Poll<T> =
        try {
            pollable.poll(waker)
        } catch (thrown: Throwable) {
            outcomeOf(thrown)
        }

    /** On the polling side, once (L7); what it throws changes no outcome (L18). */
    inline fun containing(drop: () -> Unit) {
        try {
            drop()
        } catch (thrown: Throwable) {
            Hooks.lateError(thrown)
        }
    }
}
