package dev.crossweave.verification.stress;

import dev.crossweave.Poll;
import dev.crossweave.Task;
import dev.crossweave.reactor.ReactorTasks;
import dev.crossweave.rxjava.RxJavaTasks;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** The real task of an adapter, started, which is the subscriber of a source that the scenario drives. */
abstract class RealAsked implements Asked {

    final Feed.Origin origin;
    private Task<?> task;

    RealAsked(Feed.Origin origin) {
        this.origin = origin;
    }

    final void start(Task<?> task) {
        this.task = task.start();
    }

    @Override
    public void cancel() {
        task.cancel();
    }

    @Override
    public Poll<?> peek() {
        return task.peek();
    }

    static final class OfMono extends RealAsked {
        private CoreSubscriber<? super Lost.Value> subscriber;

        OfMono(Feed.Origin origin) {
            super(origin);
            start(ReactorTasks.<Lost.Value>fromMono(new Mono<Lost.Value>() {
                @Override
                public void subscribe(CoreSubscriber<? super Lost.Value> by) {
                    subscriber = by;
                }
            }));
        }

        @Override
        public void connect() {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {
                    origin.request(n);
                }

                @Override
                public void cancel() {
                    origin.cancel();
                }
            });
        }

        @Override
        public void value(Lost.Value value) {
            subscriber.onNext(value);
            subscriber.onComplete();
        }

        @Override
        public void fail(Throwable error) {
            subscriber.onError(error);
        }
    }

    static final class OfSingle extends RealAsked {
        private SingleObserver<? super Lost.Value> observer;

        OfSingle(Feed.Origin origin) {
            super(origin);
            start(RxJavaTasks.<Lost.Value>fromSingle(new Single<Lost.Value>() {
                @Override
                protected void subscribeActual(SingleObserver<? super Lost.Value> by) {
                    observer = by;
                }
            }));
        }

        @Override
        public void connect() {
            observer.onSubscribe(Disposable.fromRunnable(origin::cancel));
        }

        @Override
        public void value(Lost.Value value) {
            observer.onSuccess(value);
        }

        @Override
        public void fail(Throwable error) {
            observer.onError(error);
        }
    }
}
