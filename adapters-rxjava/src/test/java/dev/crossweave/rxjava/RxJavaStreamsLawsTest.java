package dev.crossweave.rxjava;

import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.testkit.StreamFixture;
import dev.crossweave.testkit.StreamLaws;
import dev.crossweave.testkit.StreamProbe;
import dev.crossweave.testkit.StreamTrait;
import dev.crossweave.testkit.SubscriberProbe;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.CompositeException;
import io.reactivex.rxjava3.exceptions.UndeliverableException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** {@link RxJavaStreams} keeps the laws for streams. */
class RxJavaStreamsLawsTest {

    /** A Flowable in, a Flowable out. */
    @Nested
    class OfFlowable extends StreamLaws<Flowable<Object>> {
        @Override
        protected StreamFixture<Flowable<Object>> fixture() {
            return new FlowableFixture();
        }
    }

    /** An Observable whose stream fails when there is no room. */
    @Nested
    class OfObservableThatFails extends StreamLaws<Observable<Object>> {
        @Override
        protected StreamFixture<Observable<Object>> fixture() {
            return new ObservableFixture(Overflow.FAIL);
        }
    }

    /** An Observable whose stream drops what there is no room for. */
    @Nested
    class OfObservableThatDrops extends StreamLaws<Observable<Object>> {
        @Override
        protected StreamFixture<Observable<Object>> fixture() {
            return new ObservableFixture(Overflow.DROP);
        }
    }

    /** An Observable whose stream keeps the latest items. */
    @Nested
    class OfObservableThatKeepsTheLatest extends StreamLaws<Observable<Object>> {
        @Override
        protected StreamFixture<Observable<Object>> fixture() {
            return new ObservableFixture(Overflow.LATEST);
        }
    }

    private abstract static class RxFixture<S> implements StreamFixture<S> {

        @Override
        public List<UnaryOperator<Throwable>> wrappers() {
            return List.of(CompositeException::new, CompletionException::new);
        }

        /** RxJava wraps what it can't deliver, to say so. */
        @Override
        public void ownLateErrors(Consumer<? super Throwable> receiver) {
            RxJavaPlugins.setErrorHandler(receiver == null
                    ? null
                    : error -> receiver.accept(error instanceof UndeliverableException ? error.getCause() : error));
        }
    }

    private static final class FlowableFixture extends RxFixture<Flowable<Object>> {

        @Override
        public Set<StreamTrait> traits() {
            return Set.of(StreamTrait.values());
        }

        @Override
        public StreamProbe<Flowable<Object>> source(int capacity) {
            return new FlowableProbe();
        }

        @Override
        public PollableStream<Object> toStream(Flowable<Object> source, int capacity) {
            return RxJavaStreams.fromFlowable(source, capacity);
        }

        @Override
        public PollableStream<Object> toStream(Flowable<Object> source) {
            return RxJavaStreams.fromFlowable(source);
        }

        @Override
        public void subscribe(PollableStream<Object> stream, SubscriberProbe probe) {
            RxJavaStreams.toFlowable(stream).subscribe(new FlowableSubscriber<Object>() {
                @Override
                public void onSubscribe(Subscription subscription) {
                    probe.connected(subscription::request, subscription::cancel);
                }

                @Override
                public void onNext(Object item) {
                    probe.item(item);
                }

                @Override
                public void onError(Throwable thrown) {
                    probe.thrown(thrown);
                }

                @Override
                public void onComplete() {
                    probe.completed();
                }
            });
        }

        @Override
        public PollableStream<Object> roundTrip(PollableStream<Object> stream) {
            return RxJavaStreams.fromFlowable(RxJavaStreams.toFlowable(stream));
        }

        @Override
        public Flowable<Object> roundTripOfSource(PollableStream<Object> stream) {
            return RxJavaStreams.toFlowable(stream);
        }
    }

    private static final class ObservableFixture extends RxFixture<Observable<Object>> {

        private final Overflow overflow;

        ObservableFixture(Overflow overflow) {
            this.overflow = overflow;
        }

        @Override
        public Set<StreamTrait> traits() {
            return Set.of(StreamTrait.COLD, StreamTrait.SIGNALS_LATE, StreamTrait.OWN_LATE_ERRORS,
                    StreamTrait.SAME_THREAD);
        }

        @Override
        public dev.crossweave.testkit.Overflow overflow() {
            return dev.crossweave.testkit.Overflow.valueOf(overflow.name());
        }

        @Override
        public StreamProbe<Observable<Object>> source(int capacity) {
            return new ObservableProbe();
        }

        @Override
        public PollableStream<Object> toStream(Observable<Object> source, int capacity) {
            return RxJavaStreams.fromObservable(source, overflow, capacity);
        }
    }

    private static final class FlowableProbe extends StreamProbe<Flowable<Object>> {

        private Subscriber<? super Object> subscriber;

        private final Flowable<Object> flowable = new Flowable<>() {
            @Override
            protected void subscribeActual(Subscriber<? super Object> actual) {
                started();
                subscriber = actual;
                actual.onSubscribe(new Subscription() {
                    @Override
                    public void request(long n) {
                        requested(n);
                    }

                    @Override
                    public void cancel() {
                        cancelled();
                    }
                });
            }
        };

        @Override
        public Flowable<Object> source() {
            return flowable;
        }

        @Override
        protected void signal(Object item) {
            subscriber.onNext(item);
        }

        @Override
        protected void signalEnd(Outcome<Void> outcome) {
            switch (outcome) {
                case Outcome.Value<Void> completed -> subscriber.onComplete();
                case Outcome.Failure<Void>(Throwable cause) -> subscriber.onError(cause);
                case Outcome.Cancelled<Void> cancelled -> subscriber.onError(cancelled.toException());
            }
        }
    }

    private static final class ObservableProbe extends StreamProbe<Observable<Object>> {

        private Observer<? super Object> observer;

        private final Observable<Object> observable = new Observable<>() {
            @Override
            protected void subscribeActual(Observer<? super Object> actual) {
                started();
                observer = actual;
                actual.onSubscribe(Disposable.fromRunnable(() -> cancelled()));
            }
        };

        @Override
        public Observable<Object> source() {
            return observable;
        }

        @Override
        protected boolean offer(Object item) {
            signal(item);
            return true;
        }

        @Override
        protected void signal(Object item) {
            observer.onNext(item);
        }

        @Override
        protected void signalEnd(Outcome<Void> outcome) {
            switch (outcome) {
                case Outcome.Value<Void> completed -> observer.onComplete();
                case Outcome.Failure<Void>(Throwable cause) -> observer.onError(cause);
                case Outcome.Cancelled<Void> cancelled -> observer.onError(cancelled.toException());
            }
        }
    }
}
