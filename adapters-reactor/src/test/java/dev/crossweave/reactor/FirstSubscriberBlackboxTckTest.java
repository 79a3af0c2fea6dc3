package dev.crossweave.reactor;

import dev.crossweave.Rest;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;

/** S5: the subscriber that {@link ReactorTasks#first} gives to a Flux, which is that of a Mono as well, seen from outside. */
public class FirstSubscriberBlackboxTckTest extends SubscriberBlackboxVerification<Integer> {

    public FirstSubscriberBlackboxTckTest() {
        super(new TestEnvironment(300, 40, 40));
    }

    @Override
    public Subscriber<Integer> createSubscriber() {
        HandFlux<Integer> flux = new HandFlux<>();
        ReactorTasks.first(flux, Rest.DRAIN).start();
        return flux.subscriber();
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    @AfterMethod
    public void nothingSkipped(ITestResult test) {
        FluxTckTest.checkSkipped(test);
    }
}
