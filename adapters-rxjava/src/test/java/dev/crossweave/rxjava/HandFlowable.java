package dev.crossweave.rxjava;

import io.reactivex.rxjava3.core.Flowable;
import org.reactivestreams.Subscriber;

/** A Flowable whose signals the test gives. */
final class HandFlowable<T> extends Flowable<T> {

    Subscriber<? super T> subscriber;

    @Override
    protected void subscribeActual(Subscriber<? super T> actual) {
        subscriber = actual;
    }

    /** The subscriber of a test that knows its items. */
    @SuppressWarnings("unchecked") // who takes anything that a T is takes a T
    Subscriber<T> subscriber() {
        return (Subscriber<T>) subscriber;
    }
}
