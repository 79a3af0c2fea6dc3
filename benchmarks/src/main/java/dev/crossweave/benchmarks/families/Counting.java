package dev.crossweave.benchmarks.families;

import io.reactivex.rxjava3.core.FlowableSubscriber;
import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

/** Adds up what a publisher emits, and asks for as much as it is told to. */
final class Counting implements FlowableSubscriber<Integer>, Flow.Subscriber<Integer> {

    private long sum;
    private Subscription subscription;

    /** Adds up all of it. */
    static long all(Publisher<Integer> publisher) {
        return to(publisher).more(Long.MAX_VALUE);
    }

    /** Adds up all of it. */
    static long all(Flow.Publisher<Integer> publisher) {
        return to(publisher).more(Long.MAX_VALUE);
    }

    static Counting to(Publisher<Integer> publisher) {
        Counting counting = new Counting();
        publisher.subscribe(counting);
        return counting;
    }

    static Counting to(Flow.Publisher<Integer> publisher) {
        Counting counting = new Counting();
        publisher.subscribe(counting);
        return counting;
    }

    /** Asks for so many more, and gives their sum. */
    long more(long n) {
        sum = 0;
        subscription.request(n);
        return sum;
    }

    @Override
    public void onSubscribe(Subscription s) {
        subscription = s;
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
        subscription = new Subscription() {
            @Override
            public void request(long n) {
                s.request(n);
            }

            @Override
            public void cancel() {
                s.cancel();
            }
        };
    }

    @Override
    public void onNext(Integer item) {
        sum += item;
    }

    @Override
    public void onError(Throwable thrown) {
        throw new IllegalStateException("a stream failed", thrown);
    }

    @Override
    public void onComplete() {
    }
}
