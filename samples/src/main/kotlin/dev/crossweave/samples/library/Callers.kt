@file:JvmName("KotlinCallers")

package dev.crossweave.samples.library

import dev.crossweave.Task
import dev.crossweave.coroutines.asFlow
import dev.crossweave.coroutines.await
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList

// What users of the SDK write in Kotlin.

suspend fun latestCents(client: QuoteClient): Int = client.latest("ACME").awaitOwn().cents

fun CoroutineScope.latestLater(client: QuoteClient): Deferred<Int> = async { latestCents(client) }

suspend fun firstCents(client: QuoteClient, count: Int): List<Int> =
    client.quotes("ACME").asFlow().map { it.cents }.take(count).toList()

/** Awaits a task that was made for this caller: when the coroutine is cancelled, so is the task, else only the wait. */
suspend fun <T> Task<T>.awaitOwn(): T =
    try {
        await()
    } catch (cancelled: CancellationException) {
        cancel(cancelled)
        throw cancelled
    }
