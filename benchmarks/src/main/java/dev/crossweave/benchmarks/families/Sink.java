package dev.crossweave.benchmarks.families;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Takes one value that is ready, without blocking. */
final class Sink implements CoreSubscriber<Integer>, SingleObserver<Integer> {

    private int value = -1;

    private Sink() {
    }

    static int consume(Mono<Integer> mono) {
        Sink sink = new Sink();
        mono.subscribe(sink);
        return sink.value;
    }

    static int consume(Single<Integer> single) {
        Sink sink = new Sink();
        single.subscribe(sink);
        return sink.value;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onSubscribe(Disposable disposable) {
    }

    @Override
    public void onNext(Integer next) {
        value = next;
    }

    @Override
    public void onSuccess(Integer success) {
        value = success;
    }

    @Override
    public void onComplete() {
    }

    @Override
    public void onError(Throwable thrown) {
        throw new IllegalStateException("a conversion failed", thrown);
    }
}
