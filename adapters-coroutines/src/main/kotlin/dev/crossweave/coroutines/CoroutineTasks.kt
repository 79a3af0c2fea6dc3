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
import kotlinx.coroutines.Job
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
    return suspendCancellableCoroutine { continuation -> AwaitingCoroutine(task, continuation).begin() }.orElseThrow()
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
 * A Job that ends when this task does. Cancelling it releases the task (law L6). A lazy task is started.
 *
 * @return the Deferred of [asDeferred], as far as it is a Job
 */
public fun Task<*>.asJob(): Job = asDeferred()

/**
 * A coroutine that is a task, and a child of this scope's job: unless [start] says otherwise it starts when the task is
 * first awaited or started (law L3). Cancelling the task cancels the coroutine, and the task is seen cancelled when the
 * coroutine has ended (law L7). A failure fails the scope too, as that of any child does. What is in force on this
 * thread is in force in the coroutine (law L10).
 */
public fun <T> CoroutineScope.task(
    context: CoroutineContext = EmptyCoroutineContext,
    start: CoroutineStart = CoroutineStart.LAZY,
    block: suspend CoroutineScope.() -> T,
): Task<T> {
    val produced = Produced(block)
    val deferred = async(inherited(coroutineContext + context), start) { produced.run(this) }
    deferred.invokeOnCompletion(produced::ended)
    return DeferredTask.of(deferred, Ownership.OWNED)
}

/**
 * A suspend function as a cold computation: the first poll begins it, and it goes on in polls only, on the thread that
 * polls; a resume wakes. So it has no dispatcher, and no scope, but the schedule that it is spawned on; for anything
 * else it has [kotlinx.coroutines.withContext] and [kotlinx.coroutines.coroutineScope]. Each pollable runs it once (law
 * L3).
 *
 * Dropping the pollable cancels it. What it does then without suspending is done when the drop returns (law L7); the
 * rest of a function that refuses to be cancelled runs on [kotlinx.coroutines.Dispatchers.Default]. Its late error goes
 * to [dev.crossweave.Hooks] (law L8), and a value that it still returns is discarded (law L9).
 *
 * @param block gets a scope of its own, whose children it waits for
 */
public fun <T> pollable(block: suspend CoroutineScope.() -> T): Pollable<T> = SuspendPollable(block)

/** Deferred ↔ task for callers in Java. Kotlin has the extensions. */
public object CoroutineTasks {

    /** Observes a Deferred that somebody else started: cancelling the task leaves it alone (law L4). */
    @JvmStatic public fun <T> fromDeferred(deferred: Deferred<T>): Task<T> = deferred.asTask()

    /** Converts a Deferred and says who may cancel it. */
    @JvmStatic
    public fun <T> fromDeferred(deferred: Deferred<T>, ownership: Ownership): Task<T> = deferred.asTask(ownership)

    /** A Deferred that ends as the task does. Cancelling it releases the task (law L6). */
    @JvmStatic public fun <T> toDeferred(task: Task<T>): Deferred<T> = task.asDeferred()

    /** A Job that ends when the task does. Cancelling it releases the task (law L6). */
    @JvmStatic public fun toJob(task: Task<*>): Job = task.asJob()
}
