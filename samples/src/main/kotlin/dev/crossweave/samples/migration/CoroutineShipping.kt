package dev.crossweave.samples.migration

import dev.crossweave.PollableStream
import dev.crossweave.Task
import dev.crossweave.coroutines.asFlow
import dev.crossweave.coroutines.asPollableStream
import dev.crossweave.coroutines.await
import dev.crossweave.coroutines.task
import dev.crossweave.samples.migration.Shipping.Offer
import dev.crossweave.samples.migration.Shipping.Parcel
import dev.crossweave.samples.migration.Shipping.Position
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.transformWhile

/** The next step: coroutines all through. */
class CoroutineShipping(private val carriers: Carriers) : Shipping {

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    override fun cheapest(parcel: Parcel): Task<Offer> = scope.task {
        val zone = carriers.zone(parcel.postcode).await()
        carriers
            .names()
            .map { async { carriers.offer(it, zone, parcel) } }
            .awaitAll()
            .filterNotNull()
            .minByOrNull { it.cents } ?: throw NoSuchElementException("no carrier takes $parcel")
    }

    override fun track(parcel: String): PollableStream<Position> =
        carriers
            .positions(parcel)
            .asFlow()
            .distinctUntilChanged()
            .transformWhile { position ->
                emit(position)
                !position.delivered
            }
            .asPollableStream()

    override fun close() = scope.cancel()
}

/** Null when the carrier is down. */
internal suspend fun Carriers.offer(carrier: String, zone: String, parcel: Parcel): Offer? =
    try {
        Offer(carrier, price(carrier, zone, parcel.grams).await())
    } catch (_: Carriers.Down) {
        null
    }
