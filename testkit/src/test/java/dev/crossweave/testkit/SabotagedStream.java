package dev.crossweave.testkit;

import dev.crossweave.FlowStreams;
import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import java.util.concurrent.Flow;

/** A stream of a publisher, right but for one mistake: it stands between the publisher and a right one. */
final class SabotagedStream implements PollableStream<Object>, Flow.Publisher<Object>, Flow.Subscriber<Object> {

    private static Object garbage;

    private final Flow.Publisher<Object> publisher;
    private final StreamSabotage sabotage;
    private final PollableStream<Object> right;
    private Flow.Subscriber<? super Object> subscriber;
    private Throwable overtaking;
    private boolean dropped;

    SabotagedStream(Flow.Publisher<Object> publisher, int capacity, StreamSabotage sabotage) {
        this.publisher = publisher;
        this.sabotage = sabotage;
        this.right = FlowStreams.fromPublisher(this,
                sabotage == StreamSabotage.ASKS_FOR_TOO_MUCH && capacity > 0 ? capacity + 1 : capacity);
        if (sabotage == StreamSabotage.STARTS_WHEN_CONVERTED) {
            right.poll(Waker.NOOP);
        }
    }

    // ------------------------------------------------------------------------------------------ to the consumer

    @Override
    public Next poll(Waker waker) {
        Next next = right.poll(waker);
        return overtaking == null ? next : Next.END;
    }

    @Override
    public Object take() {
        if (sabotage == StreamSabotage.ALLOCATES) {
            garbage = new byte[1];
        }
        return right.take();
    }

    @Override
    public Outcome<Void> end() {
        Outcome<Void> end = overtaking == null ? right.end() : Poll.failed(overtaking);
        return sabotage == StreamSabotage.UPSTREAM_CANCEL_FAILS
                && end instanceof Outcome.Cancelled<Void> cancelled ? Poll.failed(cancelled.toException()) : end;
    }

    @Override
    public void drop() {
        dropped = true;
        right.drop();
    }

    /** The publisher itself, when it was not subscribed to. */
    Flow.Publisher<Object> roundTrip() {
        return FlowStreams.toPublisher(right) == this ? publisher : FlowStreams.toPublisher(this);
    }

    // ------------------------------------------------------------------------------------------ from the publisher

    @Override
    public void subscribe(Flow.Subscriber<? super Object> to) {
        subscriber = to;
        try {
            publisher.subscribe(this);
        } catch (RuntimeException refused) {
            if (sabotage != StreamSabotage.HIDES_A_REFUSED_START) {
                throw refused;
            }
            FlowStreams.toPublisher(new Items(0, Poll.ready(null))).subscribe(to);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscriber.onSubscribe(sabotage != StreamSabotage.CANCELS_NOTHING ? subscription : new Flow.Subscription() {
            @Override
            public void request(long n) {
                subscription.request(n);
            }

            @Override
            public void cancel() { // the mistake
            }
        });
    }

    @Override
    public void onNext(Object item) {
        if (!dropped || sabotage != StreamSabotage.FORGETS_LATE_ITEMS) {
            subscriber.onNext(item);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        if (dropped && sabotage == StreamSabotage.REPORTS_NOTHING) {
            return;
        }
        if (dropped && sabotage == StreamSabotage.REPORTS_TWICE) {
            Hooks.lateError(thrown);
        }
        if (!dropped && sabotage == StreamSabotage.LETS_AN_ERROR_OVERTAKE
                && Outcome.ofThrown(thrown) instanceof Outcome.Failure<Object>(Throwable cause)) {
            overtaking = cause;
        }
        subscriber.onError(dropped || sabotage != StreamSabotage.WRAPS_FAILURES
                || !(Outcome.ofThrown(thrown) instanceof Outcome.Failure<Object>)
                        ? thrown
                        : new IllegalStateException("wrapped", thrown));
    }

    @Override
    public void onComplete() {
        subscriber.onComplete();
    }
}
