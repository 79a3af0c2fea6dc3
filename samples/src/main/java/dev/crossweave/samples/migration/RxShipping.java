package dev.crossweave.samples.migration;

import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.rxjava.RxJavaStreams;
import dev.crossweave.rxjava.RxJavaTasks;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.NoSuchElementException;

/** Where it begins: RxJava, with one conversion on the way out and one on the way in. */
public final class RxShipping implements Shipping {

    private final Carriers carriers;

    /** A service over these carriers. */
    public RxShipping(Carriers carriers) {
        this.carriers = carriers;
    }

    @Override
    public Task<Offer> cheapest(Parcel parcel) {
        return RxJavaTasks.fromSingle(Single.defer(() -> RxJavaTasks.<String>toSingle(carriers.zone(parcel.postcode())))
                .flatMapObservable(zone -> Observable.fromIterable(carriers.names())
                        .flatMapMaybe(carrier -> offer(carrier, zone, parcel)))
                .reduce((one, other) -> one.cents() <= other.cents() ? one : other)
                .switchIfEmpty(Single.error(() -> new NoSuchElementException("no carrier takes " + parcel))));
    }

    private Maybe<Offer> offer(String carrier, String zone, Parcel parcel) {
        return RxJavaTasks.<Integer>toSingle(carriers.price(carrier, zone, parcel.grams()))
                .map(cents -> new Offer(carrier, cents))
                .toMaybe()
                .onErrorComplete(Carriers.Down.class::isInstance);
    }

    @Override
    public PollableStream<Position> track(String parcel) {
        return RxJavaStreams.fromFlowable(RxJavaStreams.toFlowable(carriers.positions(parcel))
                .distinctUntilChanged()
                .takeUntil(Position::delivered));
    }
}
