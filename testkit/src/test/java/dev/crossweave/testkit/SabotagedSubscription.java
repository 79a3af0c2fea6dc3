package dev.crossweave.testkit;

import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import java.util.concurrent.Flow;

/** A synchronous subscription of a stream, right but for one mistake: what is asked for is emitted inside of the request. */
final class SabotagedSubscription implements Flow.Subscription {

    private final PollableStream<Object> stream;
    private final Flow.Subscriber<Object> subscriber;
    private final StreamSabotage sabotage;
    private long demand;
    private boolean emitting;
    private boolean over;

    SabotagedSubscription(PollableStream<Object> stream, Flow.Subscriber<Object> subscriber, StreamSabotage sabotage) {
        this.stream = stream;
        this.subscriber = subscriber;
        this.sabotage = sabotage;
    }

    void start() {
        subscriber.onSubscribe(this);
        emit();
    }

    @Override
    public void request(long n) {
        demand += n;
        if (!emitting || sabotage == StreamSabotage.EMITS_RECURSIVELY) {
            emit();
        }
    }

    private void emit() {
        emitting = true;
        while (!over) {
            switch (stream.poll(Waker.NOOP)) {
                case ITEM -> {
                    if (demand == 0) {
                        emitting = false;
                        return;
                    }
                    demand--;
                    subscriber.onNext(stream.take());
                }
                case END -> finish(stream.end());
                case PENDING -> throw new AssertionError("the streams of these laws never wait");
            }
        }
        emitting = false;
    }

    private void finish(Outcome<Void> end) {
        over = true;
        if (sabotage != StreamSabotage.SHOWS_THE_END_BEFORE_THE_DROP) {
            stream.drop();
        }
        switch (end) {
            case Outcome.Value<Void> completed -> subscriber.onComplete();
            case Outcome.Failure<Void>(Throwable cause) -> subscriber.onError(cause);
            case Outcome.Cancelled<Void> cancelled -> subscriber.onError(cancelled.toException());
        }
        if (sabotage == StreamSabotage.SHOWS_THE_END_BEFORE_THE_DROP) {
            stream.drop();
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            if (sabotage != StreamSabotage.KEEPS_THE_STREAM_OF_A_CANCELLED_SUBSCRIPTION) {
                stream.drop();
            }
        }
    }
}
