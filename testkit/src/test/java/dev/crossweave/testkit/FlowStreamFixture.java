package dev.crossweave.testkit;

import dev.crossweave.FlowStreams;
import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import java.util.Set;
import java.util.concurrent.Flow;

/** The laws' view of publishers, both ways. Conversions may be replaced by wrong ones. */
class FlowStreamFixture implements StreamFixture<Flow.Publisher<Object>> {

    @Override
    public Set<StreamTrait> traits() {
        return Set.of(StreamTrait.COLD, StreamTrait.DEMAND, StreamTrait.SIGNALS_LATE, StreamTrait.SAME_THREAD,
                StreamTrait.HANDLES, StreamTrait.ROUND_TRIPS);
    }

    @Override
    public StreamProbe<Flow.Publisher<Object>> source(int capacity) {
        return new PublisherProbe();
    }

    @Override
    public PollableStream<Object> toStream(Flow.Publisher<Object> source, int capacity) {
        return FlowStreams.fromPublisher(source, capacity);
    }

    @Override
    public PollableStream<Object> toStream(Flow.Publisher<Object> source) {
        return FlowStreams.fromPublisher(source);
    }

    @Override
    public void subscribe(PollableStream<Object> stream, SubscriberProbe probe) {
        FlowStreams.toPublisher(stream).subscribe(told(probe));
    }

    @Override
    public PollableStream<Object> roundTrip(PollableStream<Object> stream) {
        return FlowStreams.fromPublisher(FlowStreams.toPublisher(stream));
    }

    @Override
    public Flow.Publisher<Object> roundTripOfSource(PollableStream<Object> stream) {
        return FlowStreams.toPublisher(stream);
    }

    static Flow.Subscriber<Object> told(SubscriberProbe probe) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
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
        };
    }

    /** A publisher for one subscriber. */
    static final class PublisherProbe extends StreamProbe<Flow.Publisher<Object>>
            implements Flow.Publisher<Object>, Flow.Subscription {

        private Flow.Subscriber<? super Object> subscriber;

        @Override
        public Flow.Publisher<Object> source() {
            return this;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Object> to) {
            started();
            subscriber = to;
            to.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested(n);
        }

        @Override
        public void cancel() {
            cancelled();
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
