package dev.crossweave;

import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;

/** S5: the subscriber that {@link FlowStreams#fromPublisher} gives to a publisher, seen from outside. */
public class FlowSubscriberBlackboxTckTest extends FlowSubscriberBlackboxVerification<Integer> {

    public FlowSubscriberBlackboxTckTest() {
        super(new TestEnvironment(300, 40, 40));
    }

    /** A stream that is consumed; so demand comes by itself. */
    @Override
    public Flow.Subscriber<Integer> createFlowSubscriber() {
        HandPublisher<Integer> publisher = new HandPublisher<>();
        PollableStream<Integer> stream = FlowStreams.fromPublisher(publisher, 4);
        Tasks.on(Schedule.inline()).spawn(stream.forEach(item -> {
        })).start();
        return publisher.subscriber();
    }

    @AfterMethod
    public void nothingElseSkipped(ITestResult test) {
        FlowPublisherTck.checkSkipped(test, false);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
