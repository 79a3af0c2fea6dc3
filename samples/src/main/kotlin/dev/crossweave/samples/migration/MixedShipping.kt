package dev.crossweave.samples.migration

import dev.crossweave.PollableStream
import dev.crossweave.Task
import dev.crossweave.coroutines.task
import dev.crossweave.rxjava.RxJavaTasks
import dev.crossweave.samples.migration.Shipping.Offer
import dev.crossweave.samples.migration.Shipping.Parcel
import dev.crossweave.samples.migration.Shipping.Position
import io.reactivex.rxjava3.core.Observable
import io.reactivex.rxjava3.core.Single
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel

/** On the way: what asks one carrier is a suspend function already, and what asks them all doesn't notice. */
class MixedShipping(private val carriers: Carriers) : Shipping {

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val before = RxShipping(carriers)

    override fun cheapest(parcel: Parcel): Task<Offer> =
        RxJavaTasks.fromSingle(
            Single.defer { RxJavaTasks.toSingle(carriers.zone(parcel.postcode)) }
                .flatMapObservable { zone ->
                    Observable.fromIterable(carriers.names()).flatMapMaybe { carrier ->
                        RxJavaTasks.toMaybe(scope.task { carriers.offer(carrier, zone, parcel) })
                    }
                }
                .reduce { one, other -> if (one.cents <= other.cents) one else other }
                .switchIfEmpty(Single.error { NoSuchElementException("no carrier takes $parcel") })
        )

    override fun track(parcel: String): PollableStream<Position> = before.track(parcel)

    override fun close() = scope.cancel()
}
