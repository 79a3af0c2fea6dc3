package dev.crossweave.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.PollableStream;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;
import reactor.core.publisher.Flux;

/** S5: what {@link ReactorStreams#toFlux} gives passes the Reactive Streams TCK. Each subscriber gets a stream of its own. */
public class FluxTckTest extends PublisherVerification<Integer> {

    public FluxTckTest() {
        super(new TestEnvironment(300, 40, 40), 500);
    }

    /** In and out again: in between it was polled, so that it is not the Flux itself that comes out (L15). */
    private static Flux<Integer> converted(long elements) {
        PollableStream<Integer> stream =
                ReactorStreams.fromFlux(ReactorStreams.toFlux(new Numbers(elements)).map(number -> number), 4);
        stream.poll(() -> {
        });
        return ReactorStreams.toFlux(stream);
    }

    @Override
    public Publisher<Integer> createPublisher(long elements) {
        return subscriber -> converted(elements).subscribe(subscriber);
    }

    /** It has its one subscriber. */
    @Override
    public Publisher<Integer> createFailedPublisher() {
        Flux<Integer> used = converted(0);
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
