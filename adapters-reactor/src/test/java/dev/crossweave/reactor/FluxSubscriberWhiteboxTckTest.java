package dev.crossweave.reactor;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;

/**
 * S5: the subscriber that {@link ReactorStreams#fromFlux} gives to a Flux, seen from inside: the probe is told of an item,
 * and of the end, when the consumer of the stream has it.
 */
public class FluxSubscriberWhiteboxTckTest extends SubscriberWhiteboxVerification<Integer> {

    public FluxSubscriberWhiteboxTckTest() {
        super(new TestEnvironment(300, 40, 40));
    }

    @Override
    public Subscriber<Integer> createSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        HandFlux<Integer> flux = new HandFlux<>();
        Consumer consumer = new Consumer(ReactorStreams.fromFlux(flux, 1), probe);
        consumer.task = Tasks.on(Schedule.inline()).spawn(consumer).start();
        return new Registering(flux.subscriber(), probe, consumer);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    @AfterMethod
    public void nothingSkipped(ITestResult test) {
        FluxTckTest.checkSkipped(test);
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
    private record Registering(Subscriber<Integer> stream, WhiteboxSubscriberProbe<Integer> probe,
            Consumer consumer) implements Subscriber<Integer> {

        @Override
        public void onSubscribe(Subscription subscription) {
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
