package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Publisher;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;

/**
 * S5: what {@link FlowStreams#toPublisher} gives passes the Reactive Streams TCK, with several kinds of streams below it.
 * Each is a class of its own, since TestNG makes an instance of a class by itself.
 */
abstract class FlowPublisherTck extends FlowPublisherVerification<Integer> {

    private static final int TIMEOUT_MILLIS = 300;
    private static final int NO_SIGNAL_MILLIS = 40;

    private final CaughtHooks hooks = new CaughtHooks();

    FlowPublisherTck() {
        super(new TestEnvironment(TIMEOUT_MILLIS, NO_SIGNAL_MILLIS, NO_SIGNAL_MILLIS), 500);
    }

    /** The stream that the publisher of the test is made of. */
    abstract PollableStream<Integer> stream(long elements);

    @Override
    public Publisher<Integer> createFlowPublisher(long elements) {
        return FlowStreams.toPublisher(stream(elements));
    }

    /** A publisher whose subscription fails at once: it has its one subscriber. */
    @Override
    public Publisher<Integer> createFailedFlowPublisher() {
        Publisher<Integer> used = FlowStreams.toPublisher(stream(0));
        used.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.cancel();
            }

            @Override
            public void onNext(Integer item) {
            }

            @Override
            public void onError(Throwable thrown) {
            }

            @Override
            public void onComplete() {
            }
        });
        return used;
    }

    @BeforeMethod
    public void catchHooks() {
        hooks.beforeEach(null);
    }

    @AfterMethod
    public void noLateErrors() {
        hooks.afterEach(null);
    }

    /** A stream of this test gives each subscriber items, and not only the first. */
    boolean hasManySubscribers() {
        return false;
    }

    @AfterMethod
    public void nothingElseSkipped(ITestResult test) {
        checkSkipped(test, !hasManySubscribers());
    }

    /** What the TCK has no code for may be skipped, and several subscribers of a stream, which has one consumer. */
    static void checkSkipped(ITestResult test, boolean hasOneSubscriber) {
        String name = test.getName();
        boolean may = name.startsWith("untested_") || (name.startsWith("optional_spec111_") && hasOneSubscriber);
        assertThat(test.getStatus() == ITestResult.SKIP && !may).as("skipped: %s", name).isFalse();
    }
}
