package dev.crossweave.rxjava;

import dev.crossweave.Channel;
import dev.crossweave.PollableStream;
import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import dev.crossweave.spi.StreamAdapter;
import io.reactivex.rxjava3.core.Observable;

/**
 * {@link Observable} for {@link dev.crossweave.Adapters}, which name no {@link Overflow}: a stream of one has room for
 * {@value Channel#DEFAULT_CAPACITY} items and fails when that doesn't do ({@link Overflow#FAIL}), since the other two would lose
 * items without a word.
 */
public final class ObservableAdapter implements StreamAdapter<Observable<?>> {

    /** For the registry. */
    public ObservableAdapter() {
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(Observable.class, Arity.MANY, Start.COLD, false, true);
    }

    @Override
    public PollableStream<?> toStream(Observable<?> observable) {
        return RxJavaStreams.fromObservable(observable, Overflow.FAIL, Channel.DEFAULT_CAPACITY);
    }

    @Override
    public Observable<?> fromStream(PollableStream<?> stream) {
        return RxJavaStreams.toObservable(stream);
    }
}
