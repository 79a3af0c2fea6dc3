package dev.crossweave;

/** A stream whose items are there from the beginning: all signals come out of the calls of the subscriber. */
public class FlowPublisherOfReadyItemsTckTest extends FlowPublisherTck {

    @Override
    PollableStream<Integer> stream(long elements) {
        return new Counted(elements);
    }
}
