package dev.crossweave.reactor;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** A Flux whose signals the test gives. */
final class HandFlux<T> extends Flux<T> {

    CoreSubscriber<? super T> subscriber;

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        subscriber = actual;
    }

    /** The subscriber of a test that knows its items. */
    @SuppressWarnings("unchecked") // who takes anything that a T is takes a T
    CoreSubscriber<T> subscriber() {
        return (CoreSubscriber<T>) subscriber;
    }
}
