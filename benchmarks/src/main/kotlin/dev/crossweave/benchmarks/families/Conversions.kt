@file:JvmName("Conversions")

package dev.crossweave.benchmarks.families

import dev.crossweave.coroutines.await
import dev.crossweave.reactor.ReactorTasks
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.future.asCompletableFuture
import kotlinx.coroutines.future.asDeferred
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.runBlocking
import reactor.core.publisher.Mono

// What only Kotlin can write of the family convert: the loops that suspend, and kotlinx's own extensions.

/** Mono → Task → await, one after the other. Returns the sum. */
internal fun awaitTasks(mono: Mono<Int>, times: Int): Long = runBlocking {
    var sum = 0L
    repeat(times) { sum += ReactorTasks.fromMono(mono).await() ?: 0 }
    sum
}

/** The same by kotlinx. */
internal fun awaitSingles(mono: Mono<Int>, times: Int): Long = runBlocking {
    var sum = 0L
    repeat(times) { sum += mono.awaitSingle() }
    sum
}

/** Future → Deferred → future by kotlinx. */
internal fun throughKotlinx(future: CompletableFuture<Int>): CompletableFuture<Int> =
    future.asDeferred().asCompletableFuture()
