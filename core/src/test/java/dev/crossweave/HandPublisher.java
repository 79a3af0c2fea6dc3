package dev.crossweave;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/** A publisher whose signals the test gives, rules kept or broken, and which remembers what it was asked. */
class HandPublisher<T> implements Flow.Publisher<T>, Flow.Subscription {

    final List<Long> requests = new ArrayList<>();
    int subscribes;
    int cancels;
    Flow.Subscriber<? super T> subscriber;

    /** Connects at once. */
    static <T> HandPublisher<T> connecting() {
        return new HandPublisher<>() {
            @Override
            public void subscribe(Flow.Subscriber<? super T> subscriber) {
                super.subscribe(subscriber);
                connect();
            }
        };
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        subscribes++;
        this.subscriber = subscriber;
    }

    void connect() {
        subscriber.onSubscribe(this);
    }

    /** The subscriber of a test that knows its items. */
    @SuppressWarnings("unchecked") // who takes anything that a T is takes a T
    Flow.Subscriber<T> subscriber() {
        return (Flow.Subscriber<T>) subscriber;
    }

    @SafeVarargs
    final void emit(T... items) {
        for (T item : items) {
            subscriber.onNext(item);
        }
    }

    long requested() {
        return requests.stream().mapToLong(n -> n).sum();
    }

    @Override
    public void request(long n) {
        requests.add(n);
    }

    @Override
    public void cancel() {
        cancels++;
    }
}
