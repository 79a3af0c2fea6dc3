package dev.crossweave.coroutines

import dev.crossweave.Outcome
import dev.crossweave.Task
import dev.crossweave.Waker
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.resume
import kotlinx.coroutines.CancellableContinuation

/** What a task wakes to resume a coroutine: once. */
internal class AwaitingCoroutine<T>(
    private val task: Task<T>,
    private val continuation: CancellableContinuation<Outcome<T>>,
) : AtomicBoolean(), Waker {

    /** Registers, and only then says what a cancel has to take back: a coroutine may be cancelled already. */
    fun begin() {
        wake()
        continuation.invokeOnCancellation { task.forget(this) }
    }

    override fun wake() {
        val outcome = task.poll(this)
        if (outcome is Outcome<T> && compareAndSet(false, true)) {
            continuation.resume(outcome)
        }
    }
}
