package dev.crossweave;

import java.util.concurrent.Flow.Publisher;

/**
 * A stream made from a publisher, out and in and out again; in between it was polled, so that it is not the publisher
 * itself that comes out (law L15). Each subscriber gets a stream of its own: so the TCK's tests with several run too.
 */
public class FlowPublisherOfPublisherTckTest extends FlowPublisherTck {

    @Override
    PollableStream<Integer> stream(long elements) {
        PollableStream<Integer> stream = FlowStreams.fromPublisher(FlowStreams.toPublisher(new Counted(elements)), 4);
        PollableStream<Integer> converted = FlowStreams.fromPublisher(subscriber -> FlowStreams.toPublisher(stream)
                .subscribe(subscriber));
        converted.poll(Waker.NOOP);
        return converted;
    }

    @Override
    public Publisher<Integer> createFlowPublisher(long elements) {
        return subscriber -> FlowStreams.toPublisher(stream(elements)).subscribe(subscriber);
    }

    @Override
    boolean hasManySubscribers() {
        return true;
    }
}
