package dev.crossweave.verification.stress;

import dev.crossweave.FlowStreams;
import dev.crossweave.Task;
import dev.crossweave.reactor.ReactorStreams;
import dev.crossweave.reactor.ReactorTasks;
import dev.crossweave.rxjava.RxJavaStreams;
import dev.crossweave.rxjava.RxJavaTasks;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.concurrent.Flow;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** The real subscriptions of the adapters. */
final class RealOut {

    private RealOut() {
    }

    static Out of(Via via, Stock stream, Seen seen) {
        return switch (via) {
            case REACTOR -> {
                OfPublisher subscriber = new OfPublisher(seen);
                ReactorStreams.toFlux(stream).subscribe(subscriber);
                yield subscriber;
            }
            case RXJAVA -> {
                OfPublisher subscriber = new OfPublisher(seen);
                RxJavaStreams.toFlowable(stream).subscribe((FlowableSubscriber<Object>) subscriber);
                yield subscriber;
            }
            case FLOW -> {
                OfFlow subscriber = new OfFlow(seen);
                FlowStreams.toPublisher(stream).subscribe(subscriber);
                yield subscriber;
            }
            case OBSERVABLE -> throw new IllegalArgumentException("an Observable has no demand");
        };
    }

    static Out of(Via via, Task<Object> task, Seen seen) {
        return switch (via) {
            case REACTOR -> {
                OfPublisher subscriber = new OfPublisher(seen);
                ReactorTasks.<Object>toMono(task).subscribe(subscriber);
                yield subscriber;
            }
            case RXJAVA -> {
                OfSingle observer = new OfSingle(seen);
                RxJavaTasks.<Object>toSingle(task).subscribe(observer);
                yield observer;
            }
            case FLOW, OBSERVABLE -> throw new IllegalArgumentException("a task isn't shown so");
        };
    }

    /** A subscriber for both Reactor and RxJava. */
    private static final class OfPublisher implements CoreSubscriber<Object>, FlowableSubscriber<Object>, Out {
        private final Seen seen;
        private Subscription subscription;

        OfPublisher(Seen seen) {
            this.seen = seen;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Object item) {
            seen.item();
        }

        @Override
        public void onError(Throwable error) {
            seen.failed();
        }

        @Override
        public void onComplete() {
            seen.completed();
        }

        @Override
        public void request(long n) {
            subscription.request(n);
        }

        @Override
        public void cancel() {
            subscription.cancel();
        }
    }

    private static final class OfFlow implements Flow.Subscriber<Object>, Out {
        private final Seen seen;
        private Flow.Subscription subscription;

        OfFlow(Seen seen) {
            this.seen = seen;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Object item) {
            seen.item();
        }

        @Override
        public void onError(Throwable error) {
            seen.failed();
        }

        @Override
        public void onComplete() {
            seen.completed();
        }

        @Override
        public void request(long n) {
            subscription.request(n);
        }

        @Override
        public void cancel() {
            subscription.cancel();
        }
    }

    private static final class OfSingle implements SingleObserver<Object>, Out {
        private final Seen seen;
        private Disposable subscription;

        OfSingle(Seen seen) {
            this.seen = seen;
        }

        @Override
        public void onSubscribe(Disposable given) {
            subscription = given;
        }

        @Override
        public void onSuccess(Object value) {
            seen.item();
        }

        @Override
        public void onError(Throwable error) {
            seen.failed();
        }

        @Override
        public void request(long n) { // it has no demand: the value comes by itself
        }

        @Override
        public void cancel() {
            subscription.dispose();
        }
    }
}
