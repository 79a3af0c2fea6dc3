package dev.crossweave.reactor;

import dev.crossweave.Tasks;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;

/** S5: what {@link ReactorTasks#toMono} gives passes the Reactive Streams TCK, as far as that has tests for one element. */
public class MonoTckTest extends PublisherVerification<Integer> {

    public MonoTckTest() {
        super(new TestEnvironment(300, 40, 40), 500);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    @Override
    public Publisher<Integer> createPublisher(long elements) {
        return ReactorTasks.toMono(Tasks.value(elements == 0 ? null : 1));
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return ReactorTasks.toMono(Tasks.failed(new IllegalStateException("failed")));
    }

    /** The TCK skips by itself what needs more than one element. */
    @AfterMethod
    public void nothingElseSkipped(ITestResult test) {
        if (test.getThrowable() == null || !test.getThrowable().getMessage().contains("required elements nr")) {
            FluxTckTest.checkSkipped(test);
        }
    }
}
