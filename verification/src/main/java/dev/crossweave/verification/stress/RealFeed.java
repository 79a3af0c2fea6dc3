package dev.crossweave.verification.stress;

import dev.crossweave.FlowStreams;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import dev.crossweave.reactor.ReactorStreams;
import dev.crossweave.rxjava.Overflow;
import dev.crossweave.rxjava.RxJavaStreams;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.concurrent.Flow;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** The real stream of an adapter, which is the subscriber of a publisher that the scenario drives. */
abstract class RealFeed implements Feed {

    private PollableStream<Lost.Value> stream;

    static RealFeed of(Via via, Origin origin, int capacity) {
        return switch (via) {
            case FLOW -> new OfFlow(origin, capacity);
            case REACTOR -> new OfFlux(origin, capacity);
            case RXJAVA -> new OfFlowable(origin, capacity);
            case OBSERVABLE -> new OfObservable(origin, capacity);
        };
    }

    final void reads(PollableStream<Lost.Value> stream) {
        this.stream = stream;
    }

    @Override
    public PollableStream.Next poll(Waker waker) {
        return stream.poll(waker);
    }

    @Override
    public Lost.Value take() {
        return stream.take();
    }

    @Override
    public void drop() {
        stream.drop();
    }

    /** What Reactor and RxJava have in common. */
    private abstract static class OfPublisher extends RealFeed {
        private final Origin origin;
        private Subscriber<? super Lost.Value> subscriber;

        OfPublisher(Origin origin) {
            this.origin = origin;
        }

        final void subscribed(Subscriber<? super Lost.Value> by) {
            subscriber = by;
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
        public void next(Lost.Value item) {
            subscriber.onNext(item);
        }

        @Override
        public void fail(Throwable error) {
            subscriber.onError(error);
        }
    }

    private static final class OfFlux extends OfPublisher {
        OfFlux(Origin origin, int capacity) {
            super(origin);
            reads(ReactorStreams.fromFlux(new Flux<Lost.Value>() {
                @Override
                public void subscribe(CoreSubscriber<? super Lost.Value> by) {
                    subscribed(by);
                }
            }, capacity));
        }
    }

    private static final class OfFlowable extends OfPublisher {
        OfFlowable(Origin origin, int capacity) {
            super(origin);
            reads(RxJavaStreams.fromFlowable(new Flowable<Lost.Value>() {
                @Override
                protected void subscribeActual(Subscriber<? super Lost.Value> by) {
                    subscribed(by);
                }
            }, capacity));
        }
    }

    private static final class OfFlow extends RealFeed {
        private final Origin origin;
        private Flow.Subscriber<? super Lost.Value> subscriber;

        OfFlow(Origin origin, int capacity) {
            this.origin = origin;
            reads(FlowStreams.fromPublisher(by -> subscriber = by, capacity));
        }

        @Override
        public void connect() {
            subscriber.onSubscribe(new Flow.Subscription() {
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
        public void next(Lost.Value item) {
            subscriber.onNext(item);
        }

        @Override
        public void fail(Throwable error) {
            subscriber.onError(error);
        }
    }

    private static final class OfObservable extends RealFeed {
        private final Origin origin;
        private Observer<? super Lost.Value> observer;

        OfObservable(Origin origin, int capacity) {
            this.origin = origin;
            reads(RxJavaStreams.fromObservable(new Observable<Lost.Value>() {
                @Override
                protected void subscribeActual(Observer<? super Lost.Value> by) {
                    observer = by;
                }
            }, Overflow.FAIL, capacity));
        }

        @Override
        public void connect() {
            observer.onSubscribe(Disposable.fromRunnable(origin::cancel));
        }

        @Override
        public void next(Lost.Value item) {
            observer.onNext(item);
        }

        @Override
        public void fail(Throwable error) {
            observer.onError(error);
        }
    }
}
