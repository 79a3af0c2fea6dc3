@file:JvmName("Flows")

package dev.crossweave.benchmarks.families

import dev.crossweave.coroutines.asFlow as asCrossweaveFlow
import dev.crossweave.coroutines.asPollableStream
import dev.crossweave.reactor.ReactorStreams
import dev.crossweave.rxjava.Overflow
import dev.crossweave.rxjava.RxJavaStreams
import io.reactivex.rxjava3.core.Observable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactor.asFlux
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.rx3.asFlow
import reactor.core.publisher.Flux

// The conversions of the family stream that begin or end with a Flow. Each collects everything and returns the sum.

/** Flux → stream → Flow. */
internal fun fluxThroughStream(flux: Flux<Int>): Long = sumOf(ReactorStreams.fromFlux(flux).asCrossweaveFlow())

/** Flux → Flow by kotlinx. */
internal fun fluxThroughKotlinx(flux: Flux<Int>): Long = sumOf(flux.asFlow())

/** Observable → stream → Flow, with room for everything: an Observable can't be held back. */
internal fun observableThroughStream(observable: Observable<Int>, items: Int): Long =
    sumOf(RxJavaStreams.fromObservable(observable, Overflow.FAIL, items).asCrossweaveFlow())

/** Observable → Flow by kotlinx, with room for everything: with less it blocks the thread that it then waits for. */
internal fun observableThroughKotlinx(observable: Observable<Int>): Long =
    sumOf(observable.asFlow().buffer(Channel.UNLIMITED))

/** Flow → stream → Flux. */
internal fun flowThroughStream(flow: Flow<Int>): Long = sumOf(ReactorStreams.toFlux(flow.asPollableStream()))

/** Flow → Flux by kotlinx. */
internal fun flowThroughKotlinx(flow: Flow<Int>): Long = sumOf(flow.asFlux())

/** A Flow as its users write it. */
internal fun flowOf(items: Int, item: Int): Flow<Int> = flow { repeat(items) { emit(item) } }

/** A Flow alone. */
internal fun sumOf(flow: Flow<Int>): Long = runBlocking {
    var sum = 0L
    flow.collect { sum += it }
    sum
}

private fun sumOf(flux: Flux<Int>): Long {
    var sum = 0L
    flux.subscribe { sum += it }
    return sum
}
