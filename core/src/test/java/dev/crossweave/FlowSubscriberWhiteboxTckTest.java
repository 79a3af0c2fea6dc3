package dev.crossweave;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;

/**
 * S5: the subscriber that {@link FlowStreams#fromPublisher} gives to a publisher, seen from inside: the probe is told of
 * an item, and of the end, when the consumer of the stream has it.
 */
public class FlowSubscriberWhiteboxTckTest extends FlowSubscriberWhiteboxVerification<Integer> {

    public FlowSubscriberWhiteboxTckTest() {
        super(new TestEnvironment(300, 40, 40));
    }

    @Override
    protected Flow.Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        HandPublisher<Integer> publisher = new HandPublisher<>();
        Consumer consumer = new Consumer(FlowStreams.fromPublisher(publisher, 1), probe);
        consumer.task = Tasks.on(Schedule.inline()).spawn(consumer).start();
        return new Registering(publisher.subscriber(), probe, consumer);
    }

    @AfterMethod
    public void nothingElseSkipped(ITestResult test) {
        FlowPublisherTck.checkSkipped(test, false);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    /** Takes as many items as the TCK allows. */
    private static final class Consumer implements Pollable<Void>, SubscriberPuppet {
        private final PollableStream<Integer> stream;
        private final WhiteboxSubscriberProbe<Integer> probe;
        private final AtomicInteger allowed = new AtomicInteger();
        private volatile Waker waker;
        private Task<Void> task;
        private boolean registered;

        Consumer(PollableStream<Integer> stream, WhiteboxSubscriberProbe<Integer> probe) {
            this.stream = stream;
            this.probe = probe;
        }

        @Override
        public Poll<Void> poll(Waker waker) {
            this.waker = waker;
            for (;;) {
                switch (stream.poll(waker)) {
                    case ITEM -> {
                        if (allowed.get() == 0) {
                            return Poll.pending();
                        }
                        allowed.decrementAndGet();
                        probe.registerOnNext(stream.take());
                    }
                    case PENDING -> {
                        return Poll.pending();
                    }
                    case END -> {
                        Outcome<Void> end = stream.end();
                        switch (end) {
                            case Outcome.Value<Void> completed -> probe.registerOnComplete();
                            case Outcome.Failure<Void>(Throwable cause) -> probe.registerOnError(cause);
                            case Outcome.Cancelled<Void> cancelled -> probe.registerOnError(cancelled.toException());
                        }
                        return end;
                    }
                }
            }
        }

        @Override
        public void drop() {
            stream.drop();
        }

        @Override
        public void triggerRequest(long elements) {
            allowed.addAndGet((int) elements);
            waker.wake();
        }

        @Override
        public void signalCancel() {
            task.cancel();
        }
    }

    /** Tells the probe of the subscription, when the stream has taken it. */
    private record Registering(Flow.Subscriber<Integer> stream, WhiteboxSubscriberProbe<Integer> probe,
            Consumer consumer) implements Flow.Subscriber<Integer> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            stream.onSubscribe(subscription);
            if (!consumer.registered) {
                consumer.registered = true;
                probe.registerOnSubscribe(consumer);
            }
        }

        @Override
        public void onNext(Integer item) {
            stream.onNext(item);
        }

        @Override
        public void onError(Throwable thrown) {
            stream.onError(thrown);
        }

        @Override
        public void onComplete() {
            stream.onComplete();
        }
    }
}
