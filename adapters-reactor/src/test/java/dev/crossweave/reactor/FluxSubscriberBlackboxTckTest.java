package dev.crossweave.reactor;

import dev.crossweave.Schedule;
import dev.crossweave.Tasks;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;

/** S5: the subscriber that {@link ReactorStreams#fromFlux} gives to a Flux, seen from outside. */
public class FluxSubscriberBlackboxTckTest extends SubscriberBlackboxVerification<Integer> {

    public FluxSubscriberBlackboxTckTest() {
        super(new TestEnvironment(300, 40, 40));
    }

    /** A stream that is consumed; so demand comes by itself. */
    @Override
    public Subscriber<Integer> createSubscriber() {
        HandFlux<Integer> flux = new HandFlux<>();
        Tasks.on(Schedule.inline()).spawn(ReactorStreams.fromFlux(flux, 4).forEach(item -> {
        })).start();
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
