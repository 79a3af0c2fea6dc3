package dev.crossweave.coroutines

import dev.crossweave.RunnableTask
import dev.crossweave.Schedule
import java.util.concurrent.Executor
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.ExecutorCoroutineDispatcher

/** A dispatcher that tasks are polled on. */
internal class DispatcherSchedule(val dispatcher: CoroutineDispatcher) : Schedule {

    /** Asked itself, it says what it rejects; its dispatcher would cancel a coroutine, and there is none. */
    private val executor: Executor? = (dispatcher as? ExecutorCoroutineDispatcher)?.executor

    override fun schedule(task: RunnableTask) {
        if (executor != null) {
            executor.execute(task)
        } else if (dispatcher.isDispatchNeeded(EmptyCoroutineContext)) {
            dispatcher.dispatch(EmptyCoroutineContext, task)
        } else {
            Schedule.inline().schedule(task)
        }
    }

    override fun toString(): String = dispatcher.toString()
}
