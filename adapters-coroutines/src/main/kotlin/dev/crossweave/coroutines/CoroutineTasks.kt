package dev.crossweave.coroutines

import dev.crossweave.Outcome
import dev.crossweave.Ownership
import dev.crossweave.Pollable
import dev.crossweave.Task
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.suspendCancellableCoroutine

/**
 * Suspends until this has ended. Never suspends when it has.
 *
 * A [Task] is observed (law L4): it is started when it is lazy, and cancelling the coroutine ends the wait and not the
 * task. Any other pollable is owned: the coroutine polls it, and drops it once, at the end or when it is cancelled (law
 * L7).
 *
 * @throws kotlinx.coroutines.CancellationException when the task was cancelled. Whether it was the caller's own job
 *   that was cancelled is told by `coroutineContext.isActive`.
 */
public suspend fun <T> Pollable<T>.await(): T = if (this is Task<T>) awaitTask(this) else PollingCoroutine.await(this)

private suspend fun <T> awaitTask(task: Task<T>): T {
    val ended = task.start().peek()
    if (ended is Outcome<T>) {
        return ended.orElseThrow()
    }
    // The outcome travels as an object and is thrown out here, where nobody copies the exception (law L2).
    return suspendCancellableCoroutine { continuation -> AwaitingCoroutine(task, continuation).wake() }.orElseThrow()
}

/**
 * A task that ends as this Deferred does. By default it observes: cancelling the task leaves the Deferred alone (law
 * L4).
 *
 * A lazy Deferred is started when the task is first awaited or started (law L3).
 */
public fun <T> Deferred<T>.asTask(ownership: Ownership = Ownership.OBSERVED): Task<T> =
    if (this is TaskDeferred<T> && ownership != Ownership.SHARED) task else DeferredTask.of(this, ownership)

/** A Deferred that ends as this task does. Cancelling it releases the task (law L6). A lazy task is started. */
public fun <T> Task<T>.asDeferred(): Deferred<T> = TaskDeferred.of(this)

/**
 * A coroutine that is a task, and a child of this scope's job: it starts when the task is first awaited or started (law
 * L3). Cancelling the task cancels the coroutine, and the task is seen cancelled when the coroutine has ended (law L7).
 * A failure fails the scope too, as that of any child does.
 */
public fun <T> CoroutineScope.task(
    context: CoroutineContext = EmptyCoroutineContext,
    block: suspend CoroutineScope.() -> T,
): Task<T> = DeferredTask.of(async(context, CoroutineStart.LAZY, block), Ownership.OWNED)

/** Deferred ↔ task for callers in Java. Kotlin has the extensions. */
public object CoroutineTasks {

    /** Observes a Deferred that somebody else started: cancelling the task leaves it alone (law L4). */
    @JvmStatic public fun <T> fromDeferred(deferred: Deferred<T>): Task<T> = deferred.asTask()

    /** Converts a Deferred and says who may cancel it. */
    @JvmStatic
    public fun <T> fromDeferred(deferred: Deferred<T>, ownership: Ownership): Task<T> = deferred.asTask(ownership)

    /** A Deferred that ends as the task does. Cancelling it releases the task (law L6). */
    @JvmStatic public fun <T> toDeferred(task: Task<T>): Deferred<T> = task.asDeferred()
}
