package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.PollableStream;
import io.reactivex.rxjava3.core.Flowable;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;

/** S5: what {@link RxJavaStreams#toFlowable} gives passes the Reactive Streams TCK. Each subscriber gets a stream of its own. */
public class FlowableTckTest extends PublisherVerification<Integer> {

    public FlowableTckTest() {
        super(new TestEnvironment(300, 40, 40), 500);
    }

    /** In and out again: in between it was polled, so that it is not the Flowable itself that comes out (L15). */
    private static Flowable<Integer> converted(long elements) {
        PollableStream<Integer> stream =
                RxJavaStreams.fromFlowable(RxJavaStreams.toFlowable(new Numbers(elements)).map(number -> number), 4);
        stream.poll(() -> {
        });
        return RxJavaStreams.toFlowable(stream);
    }

    @Override
    public Publisher<Integer> createPublisher(long elements) {
        return subscriber -> converted(elements).subscribe(subscriber);
    }

    /** It has its one subscriber. */
    @Override
    public Publisher<Integer> createFailedPublisher() {
        Flowable<Integer> used = converted(0);
        used.subscribe();
        return used;
    }

    @AfterMethod
    public void nothingSkipped(ITestResult test) {
        checkSkipped(test);
    }

    /** What the TCK has no code for may be skipped. */
    static void checkSkipped(ITestResult test) {
        assertThat(test.getStatus() == ITestResult.SKIP && !test.getName().startsWith("untested_"))
                .as("skipped: %s", test.getName()).isFalse();
    }
}
