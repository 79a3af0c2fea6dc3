package dev.crossweave.rxjava;

import dev.crossweave.Schedule;
import dev.crossweave.Tasks;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;

/** S5: the subscriber that {@link RxJavaStreams#fromFlowable} gives to a Flowable, seen from outside. */
public class FlowableSubscriberBlackboxTckTest extends SubscriberBlackboxVerification<Integer> {

    public FlowableSubscriberBlackboxTckTest() {
        super(new TestEnvironment(300, 40, 40));
    }

    /** A stream that is consumed; so demand comes by itself. */
    @Override
    public Subscriber<Integer> createSubscriber() {
        HandFlowable<Integer> flowable = new HandFlowable<>();
        Tasks.on(Schedule.inline()).spawn(RxJavaStreams.fromFlowable(flowable, 4).forEach(item -> {
        })).start();
        return flowable.subscriber();
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    @AfterMethod
    public void nothingSkipped(ITestResult test) {
        FlowableTckTest.checkSkipped(test);
    }
}
