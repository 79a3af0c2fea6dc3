package dev.crossweave.coroutines

import dev.crossweave.Hooks
import dev.crossweave.Outcome
import dev.crossweave.Poll
import dev.crossweave.Pollable
import dev.crossweave.Schedule
import dev.crossweave.TaskContext
import dev.crossweave.Tasks
import dev.crossweave.Waker
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel

/** A schedule that coroutines are resumed on. */
internal class ScheduleDispatcher(val schedule: Schedule) : CoroutineDispatcher() {

    private val spawner = Tasks.on(schedule)
    private val made = TaskContext.capture()

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        val resume = Resume(context, block)
        if (made.isEmpty) {
            resume.handOver()
        } else {
            made.run { resume.handOver() }
        }
    }

    override fun toString(): String = schedule.toString()

    /** What one dispatch is. */
    private inner class Resume(private val context: CoroutineContext, private val block: Runnable) : Pollable<Any?> {

        /** The thread that hands over, as long as it does. Only that thread finds itself here. */
        private var handingOver: Thread? = Thread.currentThread()

        /** Written by who has the right to poll, before the end of the task is published. */
        private var settled = false

        /** Spawns, and sees a rejection that came at once, with what the schedule has thrown. */
        fun handOver() {
            val poll = spawner.spawn(this).peek()
            handingOver = null
            when (poll) {
                is Outcome.Failure -> cancelled(poll.cause)
                is Outcome.Cancelled -> cancelled(poll.reason)
                else -> {}
            }
        }

        override fun poll(waker: Waker): Poll<Any?> {
            settled = true
            try {
                block.run()
            } catch (thrown: Throwable) { // a coroutine keeps its exceptions; this comes from a block of someone else
                Hooks.lateError(thrown)
            }
            return Poll.ready(null)
        }

        /** Without a poll before it: the schedule has rejected the task, or a queue discards what it holds. */
        override fun drop() {
            if (handingOver !== Thread.currentThread()) {
                cancelled(null)
            }
        }

        private fun cancelled(cause: Throwable?) {
            if (settled) {
                return
            }
            settled = true
            context.cancel(
                CancellationException("The schedule $schedule has rejected or discarded a coroutine.", cause)
            )
            Dispatchers.IO.dispatch(context, block)
        }
    }
}
