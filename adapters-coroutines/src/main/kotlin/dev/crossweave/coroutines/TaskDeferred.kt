package dev.crossweave.coroutines

import dev.crossweave.Outcome
import dev.crossweave.Task
import dev.crossweave.Waker
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalForInheritanceCoroutinesApi

/** A task seen as a Deferred. */
@OptIn(InternalForInheritanceCoroutinesApi::class) // everything is delegated to kotlinx's own
internal class TaskDeferred<T> private constructor(val task: Task<T>, private val deferred: CompletableDeferred<T>) :
    Deferred<T> by deferred, Waker {

    override fun wake() {
        when (val outcome = task.poll(this)) {
            is Outcome.Value -> deferred.complete(outcome.value)
            is Outcome.Failure -> deferred.completeExceptionally(outcome.cause)
            is Outcome.Cancelled -> deferred.cancel(outcome.toException())
            else -> {}
        }
    }

    /** As kotlinx's own, but throws the failure itself, where that one throws a copy of it (L2). */
    @OptIn(ExperimentalCoroutinesApi::class)
    override suspend fun await(): T {
        if (!deferred.isCompleted) {
            deferred.join()
        }
        deferred.getCompletionExceptionOrNull()?.let { throw it }
        return deferred.getCompleted()
    }

    private fun release() {
        if (!task.isDone) {
            task.forget(this)
            task.release()
        }
    }

    companion object {
        fun <T> of(task: Task<T>): Deferred<T> {
            val handle = TaskDeferred(task.retain(), CompletableDeferred())
            handle.deferred.invokeOnCompletion { handle.release() }
            handle.wake()
            return handle
        }
    }
}
