package dev.crossweave.reactor;

import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.testkit.StreamFixture;
import dev.crossweave.testkit.StreamLaws;
import dev.crossweave.testkit.StreamProbe;
import dev.crossweave.testkit.StreamTrait;
import dev.crossweave.testkit.SubscriberProbe;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;

/** {@link ReactorStreams} keeps the laws for streams. */
class ReactorStreamsLawsTest extends StreamLaws<Flux<Object>> {

    @Override
    protected StreamFixture<Flux<Object>> fixture() {
        return new FluxFixture();
    }

    private static final class FluxFixture implements StreamFixture<Flux<Object>> {

        @Override
        public Set<StreamTrait> traits() {
            return Set.of(StreamTrait.values());
        }

        @Override
        public StreamProbe<Flux<Object>> source(int capacity) {
            return new FluxProbe();
        }

        @Override
        public PollableStream<Object> toStream(Flux<Object> source, int capacity) {
            return ReactorStreams.fromFlux(source, capacity);
        }

        @Override
        public PollableStream<Object> toStream(Flux<Object> source) {
            return ReactorStreams.fromFlux(source);
        }

        @Override
        public void subscribe(PollableStream<Object> stream, SubscriberProbe probe) {
            ReactorStreams.toFlux(stream).subscribe(new BaseSubscriber<Object>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    probe.connected(subscription::request, subscription::cancel);
                }

                @Override
                protected void hookOnNext(Object item) {
                    probe.item(item);
                }

                @Override
                protected void hookOnError(Throwable thrown) {
                    probe.thrown(thrown);
                }

                @Override
                protected void hookOnComplete() {
                    probe.completed();
                }
            });
        }

        @Override
        public PollableStream<Object> roundTrip(PollableStream<Object> stream) {
            return ReactorStreams.fromFlux(ReactorStreams.toFlux(stream));
        }

        @Override
        public Flux<Object> roundTripOfSource(PollableStream<Object> stream) {
            return ReactorStreams.toFlux(stream);
        }

        @Override
        public List<UnaryOperator<Throwable>> wrappers() {
            return List.of(Exceptions::propagate, Exceptions::multiple, CompletionException::new);
        }

        @Override
        public void ownLateErrors(Consumer<? super Throwable> receiver) {
            if (receiver == null) {
                Hooks.resetOnErrorDropped();
            } else {
                Hooks.onErrorDropped(receiver::accept);
            }
        }
    }

    private static final class FluxProbe extends StreamProbe<Flux<Object>> {

        private CoreSubscriber<? super Object> subscriber;

        private final Flux<Object> flux = new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Object> actual) {
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
        public Flux<Object> source() {
            return flux;
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
}
