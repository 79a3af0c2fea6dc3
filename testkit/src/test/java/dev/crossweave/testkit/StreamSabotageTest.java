package dev.crossweave.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.crossweave.Channel;
import dev.crossweave.FlowStreams;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Each law of streams is able to fail: a deliberately wrong adapter breaks the law that it was made to break, and no other. */
class StreamSabotageTest {

    /** The mistake of the run at hand, null for none. JUnit makes the class with the laws by itself. */
    private static StreamSabotage sabotage;

    @Test
    void rightAdapters_keepAllLaws() {
        Events tests = run(null, SabotagedLaws.class);
        Events withoutDemand = run(null, SabotagedOverflowLaws.class);

        assertThat(tests.failed().stream().map(StreamSabotageTest::message)).isEmpty();
        assertThat(withoutDemand.failed().stream().map(StreamSabotageTest::message)).isEmpty();
        assertThat(tests.succeeded().stream().map(StreamSabotageTest::law).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("s1", "s2", "s3", "s6", "l2", "l3", "l5", "l7", "l8", "l9", "l14", "l15",
                        "l17", "l18");
        assertThat(withoutDemand.succeeded().stream().map(StreamSabotageTest::law)).contains("s4");
    }

    @ParameterizedTest
    @EnumSource
    void wrongAdapter_breaksItsLaw(StreamSabotage mistake) {
        List<Event> failed =
                run(mistake, mistake.law.equals("s4") ? SabotagedOverflowLaws.class : SabotagedLaws.class).failed()
                        .list();

        assertThat(failed).extracting(StreamSabotageTest::law).as("laws broken by %s", mistake).isNotEmpty()
                .containsOnly(mistake.law);
        assertThat(failed).extracting(StreamSabotageTest::message).allSatisfy(message -> assertThat(message)
                .startsWith(mistake.law.toUpperCase() + " ").contains("expected ").contains("came "));
    }

    @Test
    void everyLaw_hasASabotage() {
        Set<String> laws = Arrays.stream(StreamLaws.class.getMethods()).map(method -> method.getName().split("_")[0])
                .filter(name -> name.matches("[ls]\\d+")).collect(Collectors.toSet());

        assertThat(Arrays.stream(StreamSabotage.values()).map(mistake -> mistake.law)).containsAll(laws);
    }

    private static Events run(StreamSabotage mistake, Class<?> laws) {
        sabotage = mistake;
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(laws)).execute().testEvents();
    }

    private static String law(Event event) {
        MethodSource method =
                (MethodSource) event.getTestDescriptor().getParent().orElseThrow().getSource().orElseThrow();
        return method.getMethodName().split("_")[0];
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow().getMessage();
    }

    /** Not found by the build, which looks for names that end with Test: run by the tests above. */
    static class SabotagedLaws extends StreamLaws<Flow.Publisher<Object>> {
        @Override
        protected StreamFixture<Flow.Publisher<Object>> fixture() {
            return new SabotagedFixture(sabotage);
        }

        @Override
        protected Duration patience() {
            return sabotage == null ? super.patience() : Duration.ofSeconds(1);
        }
    }

    /** The same for a source without demand. */
    static class SabotagedOverflowLaws extends StreamLaws<Channel<Object>> {
        @Override
        protected StreamFixture<Channel<Object>> fixture() {
            return new ChannelFixture(Overflow.DROP, sabotage == null);
        }
    }

    private static final class SabotagedFixture extends FlowStreamFixture {
        private final StreamSabotage sabotage;

        SabotagedFixture(StreamSabotage sabotage) {
            this.sabotage = sabotage;
        }

        @Override
        public Set<StreamTrait> traits() {
            EnumSet<StreamTrait> traits = EnumSet.copyOf(super.traits());
            if (sabotage == StreamSabotage.STARTS_WHEN_CONVERTED) {
                traits.remove(StreamTrait.ROUND_TRIPS); // what was started isn't unread any more: L15 would break too
            }
            return traits;
        }

        @Override
        public PollableStream<Object> toStream(Flow.Publisher<Object> source, int capacity) {
            if (source == null && sabotage == StreamSabotage.ACCEPTS_NULL) {
                return new Items(0, Poll.ready(null));
            }
            return new SabotagedStream(Objects.requireNonNull(source, "toStream needs a source, which is null here"),
                    capacity, sabotage);
        }

        @Override
        public PollableStream<Object> toStream(Flow.Publisher<Object> source) {
            return toStream(source, 256);
        }

        @Override
        public void subscribe(PollableStream<Object> stream, SubscriberProbe probe) {
            Objects.requireNonNull(stream, "subscribe needs a stream, which is null here");
            new SabotagedSubscription(stream, told(probe), sabotage).start();
        }

        @Override
        public PollableStream<Object> roundTrip(PollableStream<Object> stream) {
            Flow.Publisher<Object> out = FlowStreams.toPublisher(stream);
            return sabotage == StreamSabotage.MAKES_ANOTHER_STREAM
                    ? FlowStreams.fromPublisher(subscriber -> out.subscribe(subscriber))
                    : FlowStreams.fromPublisher(out);
        }

        @Override
        public Flow.Publisher<Object> roundTripOfSource(PollableStream<Object> stream) {
            return ((SabotagedStream) stream).roundTrip();
        }
    }
}
