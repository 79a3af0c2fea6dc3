package dev.crossweave.testkit;

import dev.crossweave.Channel;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Nested;

/** Core's own streams keep the laws. Here, because core can't depend on the testkit. */
class StreamsLawsTest {

    /** Publishers: cold, OWNED, both ways. */
    @Nested
    class OfPublisher extends StreamLaws<Flow.Publisher<Object>> {
        @Override
        protected StreamFixture<Flow.Publisher<Object>> fixture() {
            return new FlowStreamFixture();
        }
    }

    /** A channel whose producer looks whether there is room. */
    @Nested
    class OfChannel extends StreamLaws<Channel<Object>> {
        @Override
        protected StreamFixture<Channel<Object>> fixture() {
            return new ChannelFixture(null);
        }
    }

    /** A channel that a callback puts its items into, and which fails when there is no room. */
    @Nested
    class OfCallbackThatFails extends StreamLaws<Channel<Object>> {
        @Override
        protected StreamFixture<Channel<Object>> fixture() {
            return new ChannelFixture(Overflow.FAIL);
        }
    }

    /** The same, which drops what there is no room for. */
    @Nested
    class OfCallbackThatDrops extends StreamLaws<Channel<Object>> {
        @Override
        protected StreamFixture<Channel<Object>> fixture() {
            return new ChannelFixture(Overflow.DROP);
        }
    }
}
