package dev.crossweave.rxjava;

import dev.crossweave.Rest;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;

/** S5: the subscriber that {@link RxJavaTasks#first} gives to a Flowable, seen from outside. */
public class FirstSubscriberBlackboxTckTest extends SubscriberBlackboxVerification<Integer> {

    public FirstSubscriberBlackboxTckTest() {
        super(new TestEnvironment(300, 40, 40));
    }

    @Override
    public Subscriber<Integer> createSubscriber() {
        HandFlowable<Integer> flowable = new HandFlowable<>();
        RxJavaTasks.first(flowable, Rest.DRAIN).start();
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
