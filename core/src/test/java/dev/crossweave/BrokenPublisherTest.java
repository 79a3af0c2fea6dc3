package dev.crossweave;

import static dev.crossweave.PollableStream.Next.END;
import static dev.crossweave.PollableStream.Next.ITEM;
import static dev.crossweave.PollableStream.Next.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Publishers that break the rules of Reactive Streams: one clear failure, one cancel, and nobody waits for ever. */
class BrokenPublisherTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final CountingWaker waker = new CountingWaker();
    private final RuntimeException failure = new RuntimeException("failed");
    private final HandPublisher<Integer> publisher = HandPublisher.connecting();
    private PollableStream<Integer> stream = FlowStreams.fromPublisher(publisher, 4);

    @AfterEach
    void drop() {
        stream.drop();
    }

    /** Whoever waits is woken, finds the failure and finds it again; the publisher was cancelled that often. */
    private Throwable failsWith(String rule, int cancels) {
        assertThat(waker.wakes()).as("wakes of who waits").isEqualTo(1);
        assertThat(stream.poll(waker)).isEqualTo(END);
        Throwable cause = ((Outcome.Failure<Void>) stream.end()).cause();
        assertThat(cause).hasMessageContaining(rule);
        assertThat(stream.poll(waker)).isEqualTo(END);
        assertThat(publisher.cancels).as("cancels").isEqualTo(cancels);
        return cause;
    }

    @Test
    void nullItem_failsTheStreamAndIsThrown() {
        stream.poll(waker);
        assertThatThrownBy(() -> publisher.emit((Integer) null)).isInstanceOf(NullPointerException.class)
                .isSameAs(failsWith("§2.13", 1));
    }

    @Test
    void nullError_failsTheStreamAndIsThrown() {
        stream.poll(waker);
        assertThatThrownBy(() -> publisher.subscriber.onError(null)).isInstanceOf(NullPointerException.class)
                .isSameAs(failsWith("§2.13", 1));
    }

    @Test
    void nullSubscription_failsTheStreamAndIsThrown() {
        HandPublisher<Integer> later = new HandPublisher<>();
        stream = FlowStreams.fromPublisher(later, 4);
        stream.poll(waker);
        assertThatThrownBy(() -> later.subscriber.onSubscribe(null)).isInstanceOf(NullPointerException.class)
                .isSameAs(failsWith("§2.13", 0));
    }

    /** What the publisher makes of our exception is no second failure. */
    @Test
    void ourOwnException_comingBackAsAnError_isNotReported() {
        stream.poll(waker);
        try {
            publisher.emit((Integer) null);
        } catch (NullPointerException thrown) {
            publisher.subscriber.onError(thrown);
        }
        failsWith("§2.13", 1);
    }

    @Test
    void moreItemsThanRequested_failTheStreamAfterThose() {
        stream.poll(waker);
        publisher.emit(0, 1, 2, 3, 4, 5);
        assertThat(hooks.discarded()).containsExactly(4, 5);
        for (int item = 0; item < 4; item++) {
            assertThat(stream.poll(waker)).isEqualTo(ITEM);
            assertThat(stream.take()).isEqualTo(item);
        }
        failsWith("§1.1", 1);
        assertThat(publisher.requests).as("nothing is requested of a source that was cancelled").containsExactly(4L);
    }

    @Test
    void itemAfterTheEnd_isDiscardedAndTheBreachReportedOnce() {
        stream.poll(waker);
        publisher.subscriber.onComplete();
        publisher.emit(1, 2, 3);
        assertThat(hooks.discarded()).containsExactly(1, 2, 3);
        assertThat(hooks.late()).singleElement().satisfies(late -> assertThat(late).hasMessageContaining("§1.7"));
        assertThat(stream.poll(waker)).isEqualTo(END);
        assertThat(stream.end()).isEqualTo(Poll.ready(null));
    }

    @Test
    void errorAfterTheEnd_isReportedAndChangesNothing() {
        stream.poll(waker);
        publisher.subscriber.onComplete();
        publisher.subscriber.onComplete();
        publisher.subscriber.onError(failure);
        assertThat(hooks.late()).containsExactly(failure);
        assertThat(stream.poll(waker)).isEqualTo(END);
        assertThat(stream.end()).isEqualTo(Poll.ready(null));
    }

    /** A thread was stopped in the middle of putting its item when another gives the next. */
    @Test
    void twoItemsAtOnce_failTheStream() {
        stream.poll(waker);
        assertThat(((StreamSource<?, ?>) stream).beginPut()).isTrue();
        publisher.emit(2);
        assertThat(hooks.discarded()).containsExactly(2);
        failsWith("§1.3", 1);
    }

    @Test
    void secondSubscription_failsTheStreamAndBothAreCancelled() {
        stream.poll(waker);
        publisher.connect();
        failsWith("§2.5", 2);
    }

    @Test
    void itemBeforeTheSubscription_failsTheStream() {
        HandPublisher<Integer> later = new HandPublisher<>();
        stream = FlowStreams.fromPublisher(later, 4);
        stream.poll(waker);
        later.emit(1);
        failsWith("§1.9", 0);
        assertThat(hooks.discarded()).containsExactly(1);
        later.connect();
        assertThat(later.cancels).isEqualTo(1);
    }

    @Test
    void completionBeforeTheSubscription_failsTheStream() {
        HandPublisher<Integer> later = new HandPublisher<>();
        stream = FlowStreams.fromPublisher(later, 4);
        stream.poll(waker);
        later.subscriber.onComplete();
        failsWith("§1.9", 0);
    }

    /** What it says is worth more than that it should have subscribed us before. */
    @Test
    void errorBeforeTheSubscription_isTheFailure() {
        HandPublisher<Integer> later = new HandPublisher<>();
        stream = FlowStreams.fromPublisher(later, 4);
        stream.poll(waker);
        later.subscriber.onError(failure);
        assertThat(failsWith("failed", 0)).isSameAs(failure);
    }

    /** Indistinguishable from one that subscribes later; but dropping must not wait for it. */
    @Test
    void publisherThatNeverSubscribes_canBeLeft() {
        stream = FlowStreams.fromPublisher(new HandPublisher<Integer>(), 4);
        assertThat(stream.poll(waker)).isEqualTo(PENDING);
    }

    @Test
    void requestThatThrows_failsTheStreamAfterWhatCame() {
        HandPublisher<Integer> throwing = new HandPublisher<>() {
            @Override
            public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
                super.subscribe(subscriber);
                connect();
            }

            @Override
            public void request(long n) {
                super.request(n);
                if (requests.size() == 2) {
                    throw failure;
                }
            }

            @Override
            public void cancel() {
                publisher.cancel();
            }
        };
        stream = FlowStreams.fromPublisher(throwing, 2);
        stream.poll(waker);
        throwing.emit(0, 1);
        for (int item = 0; item < 2; item++) {
            assertThat(stream.poll(waker)).isEqualTo(ITEM);
            assertThat(stream.take()).isEqualTo(item);
        }
        assertThat(failsWith("§3.16", 1)).hasCause(failure);
    }
}
