package dev.crossweave;

import static dev.crossweave.PollableStream.Next.END;
import static dev.crossweave.PollableStream.Next.ITEM;
import static dev.crossweave.PollableStream.Next.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream of a publisher does on one thread, step by step, with publishers that keep the rules. */
class FromPublisherTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final CountingWaker waker = new CountingWaker();
    private final RuntimeException failure = new RuntimeException("failed");
    private final HandPublisher<Integer> publisher = HandPublisher.connecting();
    private final PollableStream<Integer> stream = FlowStreams.fromPublisher(publisher, 4);

    private List<Integer> drain() {
        List<Integer> items = new ArrayList<>();
        while (stream.poll(waker) == ITEM) {
            items.add(stream.take());
        }
        return items;
    }

    /** L3. */
    @Nested
    class Start {

        @Test
        void publisher_isSubscribedToByTheFirstPollOnce() {
            assertThat(publisher.subscribes).isZero();
            assertThat(stream.poll(waker)).isEqualTo(PENDING);
            assertThat(stream.poll(waker)).isEqualTo(PENDING);
            assertThat(publisher.subscribes).isEqualTo(1);
        }

        @Test
        void drop_beforeTheFirstPoll_subscribesAndCancelsNothing() {
            stream.drop();
            assertThat(publisher.subscribes).isZero();
            assertThat(publisher.cancels).isZero();
        }

        @Test
        void subscribe_thatThrows_failsTheStream() {
            PollableStream<Integer> mine = FlowStreams.fromPublisher(subscriber -> {
                throw failure;
            });
            assertThat(mine.poll(waker)).isEqualTo(END);
            assertThat(mine.end()).isEqualTo(Poll.failed(failure));
            mine.drop();
        }

        /** A publisher may hand over its subscription later, on another thread. */
        @Test
        void onSubscribe_thatComesLater_wakesTheConsumerWhoRequests() {
            HandPublisher<Integer> later = new HandPublisher<>();
            PollableStream<Integer> mine = FlowStreams.fromPublisher(later, 4);
            assertThat(mine.poll(waker)).isEqualTo(PENDING);
            later.connect();
            assertThat(waker.wakes()).isEqualTo(1);
            assertThat(later.requests).isEmpty();
            assertThat(mine.poll(waker)).isEqualTo(PENDING);
            assertThat(later.requests).containsExactly(4L);
            later.emit(1);
            assertThat(waker.wakes()).isEqualTo(2);
        }

        @Test
        void onSubscribe_afterDrop_isCancelled() {
            HandPublisher<Integer> later = new HandPublisher<>();
            PollableStream<Integer> mine = FlowStreams.fromPublisher(later, 4);
            mine.poll(waker);
            mine.drop();
            later.connect();
            assertThat(later.cancels).isEqualTo(1);
            assertThat(later.requests).isEmpty();
        }

        @Test
        void nulls_andCapacitiesOutOfRange_areRefusedAtTheCall() {
            assertThatThrownBy(() -> FlowStreams.fromPublisher(null)).isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("needs a publisher");
            assertThatThrownBy(() -> FlowStreams.fromPublisher(publisher, 0))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 0");
            assertThatThrownBy(() -> stream.poll(null)).isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("needs a waker");
            assertThat(publisher.subscribes).isZero();
        }
    }

    /** S1. */
    @Nested
    class Demand {

        @ParameterizedTest
        @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3", "5, 4", "100, 75", "256, 192"})
        void demand_isTheCapacityAndThenThreeQuartersAtOnce(int capacity, long batch) {
            PollableStream<Integer> mine = FlowStreams.fromPublisher(publisher, capacity);
            mine.poll(waker);
            assertThat(publisher.requests).containsExactly((long) capacity);
            for (int taken = 0; taken < 10 * batch; taken++) {
                long outstanding = publisher.requested() - taken;
                assertThat(outstanding).as("requested and not taken").isLessThanOrEqualTo(capacity);
                publisher.emit(taken);
                assertThat(mine.poll(waker)).isEqualTo(ITEM);
                assertThat(mine.take()).isEqualTo(taken);
            }
            assertThat(publisher.requests.subList(1, publisher.requests.size())).hasSize(10).containsOnly(batch);
        }

        @Test
        void fromPublisher_withoutACapacity_requests256() {
            FlowStreams.fromPublisher(publisher).poll(waker);
            assertThat(publisher.requests).containsExactly(256L);
        }

        @Test
        void take_afterTheEndOfTheSource_requestsNothing() {
            stream.poll(waker);
            publisher.emit(0, 1, 2, 3);
            publisher.subscriber.onComplete();
            assertThat(drain()).hasSize(4);
            assertThat(publisher.requests).containsExactly(4L);
        }

        /** A source may emit from inside of request, which the consumer's own calls make. */
        @Test
        void request_thatEmitsAtOnce_isFoundByTheSamePoll() {
            PollableStream<Integer> mine = FlowStreams.fromPublisher(FlowStreams.toPublisher(new Counted(1_000)), 4);
            for (int i = 0; i < 1_000; i++) {
                assertThat(mine.poll(waker)).isEqualTo(ITEM);
                assertThat(mine.take()).isEqualTo(i);
            }
            assertThat(mine.poll(waker)).isEqualTo(END);
            assertThat(waker.wakes()).isZero();
        }
    }

    /** S2, L1, L2, L5, L8. */
    @Nested
    class Ends {

        @Test
        void items_beforeAnError_comeBeforeIt() {
            stream.poll(waker);
            publisher.emit(1, 2, 3);
            publisher.subscriber.onError(failure);
            assertThat(drain()).containsExactly(1, 2, 3);
            assertThat(stream.end()).isEqualTo(Poll.failed(failure));
            assertThat(stream.poll(waker)).isEqualTo(END);
            stream.drop();
            assertThat(publisher.cancels).as("§2.4: it has ended by itself").isZero();
        }

        @Test
        void error_inWrappers_isUnwrapped() {
            stream.poll(waker);
            publisher.subscriber.onError(new CompletionException(failure));
            assertThat(stream.poll(waker)).isEqualTo(END);
            assertThat(stream.end()).isEqualTo(Poll.failed(failure));
        }

        @Test
        void cancellation_bySomeoneElse_isCancelled() {
            CancellationException cancellation = new CancellationException("upstream");
            stream.poll(waker);
            publisher.subscriber.onError(cancellation);
            assertThat(stream.poll(waker)).isEqualTo(END);
            assertThat(stream.end()).isEqualTo(Poll.cancelled(cancellation));
        }

        @Test
        void end_wakesWhoWaits() {
            stream.poll(waker);
            publisher.subscriber.onComplete();
            assertThat(waker.wakes()).isEqualTo(1);
            assertThat(stream.poll(waker)).isEqualTo(END);
            assertThat(stream.end()).isEqualTo(Poll.ready(null));
        }

        @Test
        void error_afterDrop_isReportedOnce() {
            stream.poll(waker);
            stream.drop();
            publisher.subscriber.onError(failure);
            assertThat(hooks.late()).containsExactly(failure);
        }

        @Test
        void whatOurOwnCancelCaused_isNotReported() {
            stream.poll(waker);
            stream.drop();
            publisher.subscriber.onError(new InterruptedException("by cancel"));
            publisher.subscriber.onError(new CancellationException("by cancel"));
            publisher.subscriber.onComplete();
            assertThat(hooks.late()).isEmpty();
        }
    }

    /** S3, L9. */
    @Nested
    class Drop {

        @Test
        void drop_cancelsOnceAndDiscardsWhatIsBuffered() {
            stream.poll(waker);
            publisher.emit(1, 2, 3);
            stream.poll(waker);
            stream.take();
            stream.drop();
            assertThat(publisher.cancels).isEqualTo(1);
            assertThat(hooks.discarded()).containsExactly(2, 3);
        }

        /** §2.8. */
        @Test
        void items_afterDrop_areDiscarded() {
            stream.poll(waker);
            stream.drop();
            publisher.emit(1, 2);
            assertThat(hooks.discarded()).containsExactly(1, 2);
        }

        @Test
        void cancel_thatThrows_isALateError() {
            HandPublisher<Integer> throwing = new HandPublisher<>() {
                @Override
                public void cancel() {
                    throw failure;
                }
            };
            PollableStream<Integer> mine = FlowStreams.fromPublisher(throwing, 4);
            mine.poll(waker);
            throwing.connect();
            mine.drop();
            assertThat(hooks.late()).containsExactly(failure);
        }

        @Test
        void stream_afterDrop_refusesEveryCall() {
            stream.drop();
            assertThatThrownBy(() -> stream.poll(waker)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was dropped");
            assertThatThrownBy(stream::take).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(stream::end).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(stream::drop).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Steps of two threads, taken one after the other in an order that is rare. */
    @Nested
    class Steps {

        private final Pushed source = new Pushed();

        /** Nothing else than the shared half, driven by hand. */
        private static final class Pushed extends StreamSource<String, String> {
            int cancels;

            @Override
            protected void onStart() {
                connected("source");
            }

            @Override
            protected void onRequest(String source, long n) {
            }

            @Override
            protected void onCancel(String source) {
                cancels++;
            }

            void completeBy(Throwable cause) {
                fail(cause);
            }
        }

        @Test
        void drop_betweenStoreAndAnnounce_discardsTheItemOnce() {
            source.poll(waker);
            long position = source.store("item");
            source.drop();
            source.announce(position, "item");
            assertThat(hooks.discarded()).containsExactly("item");
        }

        @Test
        void store_afterDrop_isRefused() {
            source.poll(waker);
            source.drop();
            assertThat(source.store("item")).isNegative();
        }

        @Test
        void poll_betweenStoreAndAnnounce_findsTheItemAndIsWokenOnceMore() {
            source.poll(waker);
            long position = source.store("item");
            assertThat(source.poll(waker)).isEqualTo(ITEM);
            assertThat(source.take()).isEqualTo("item");
            source.announce(position, "item");
            assertThat(waker.wakes()).isEqualTo(1);
            assertThat(source.poll(waker)).isEqualTo(PENDING);
        }

        /** S2: the source puts an item and ends while the poll looks. */
        @Test
        void poll_whileAnItemIsPutAndTheSourceEnds_findsTheItemFirst() {
            PollableStream<String> looking = new RingStream<>(Ring.make(4), 4, false) {
                private boolean put;

                @Override
                Next pollEmpty(Waker waker) {
                    return look(waker);
                }

                @Override
                boolean endsVolatile() {
                    if (!put) {
                        put = true;
                        Ring.setSlotVolatile(slots, head, "item");
                    }
                    return true;
                }

                @Override
                Outcome<Void> outcome() {
                    return Poll.ready(null);
                }

                @Override
                void giveBack(int room) {
                }

                @Override
                void abandon() {
                }

                @Override
                void setMarkVolatile(Waker waker) {
                }
            };
            assertThat(looking.poll(waker)).isEqualTo(ITEM);
            assertThat(looking.take()).isEqualTo("item");
            assertThat(looking.poll(waker)).isEqualTo(END);
        }

        /** A source that breaks §1.3: its end overtakes an item that another of its threads is putting. */
        @Test
        void item_thatIsOvertakenByTheEnd_isFoundBeforeTheEndOrDiscarded() {
            source.poll(waker);
            source.store("item");
            source.completeBy(failure);
            assertThat(source.poll(waker)).isEqualTo(ITEM);
            assertThat(source.take()).isEqualTo("item");
            assertThat(source.poll(waker)).isEqualTo(END);
            source.drop();
            assertThat(source.cancels).isZero();
        }
    }

    @Nested
    class RoundTrip {

        @Test
        void publisher_throughAnUnreadStream_isTheSame() {
            assertThat(FlowStreams.toPublisher(stream)).isSameAs(publisher);
            assertThatThrownBy(() -> stream.poll(waker)).as("it has been handed on")
                    .isInstanceOf(IllegalStateException.class);
            assertThat(publisher.subscribes).isZero();
        }

        @Test
        void publisher_throughAStreamThatWasPolled_isAnother() {
            stream.poll(waker);
            assertThat(FlowStreams.toPublisher(stream)).isNotSameAs(publisher);
        }

        @Test
        void stream_throughAnUnusedPublisher_isTheSame() {
            PollableStream<Integer> source = new Counted(1);
            assertThat(FlowStreams.fromPublisher(FlowStreams.toPublisher(source))).isSameAs(source);
        }

        @Test
        void publisher_thatGaveItsStreamBack_refusesItsFirstSubscriber() {
            Flow.Publisher<Integer> used = FlowStreams.toPublisher(new Counted(1));
            FlowStreams.fromPublisher(used);
            PollableStream<Integer> second = FlowStreams.fromPublisher(used);
            assertThat(second.poll(waker)).isEqualTo(END);
            assertThat(second.end()).isInstanceOfSatisfying(Outcome.Failure.class,
                    end -> assertThat(end.cause()).isInstanceOf(IllegalStateException.class));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 256})
    void items_manyTimesAroundTheRing_arriveOnceAndInOrder(int capacity) {
        PollableStream<Integer> mine =
                FlowStreams.fromPublisher(FlowStreams.toPublisher(new Counted(5_000)), capacity);
        List<Integer> arrived = new ArrayList<>();
        Task<Void> task = Tasks.on(Schedule.inline()).spawn(mine.forEach(arrived::add)).start();
        assertThat(task.peek()).isEqualTo(Poll.ready(null));
        assertThat(arrived).isEqualTo(IntStream.range(0, 5_000).boxed().toList());
    }

    @Test
    void toString_tellsTheState() {
        assertThat(stream).hasToString("stream (not started)");
        stream.poll(waker);
        assertThat(stream).hasToString("stream (running)");
        publisher.subscriber.onComplete();
        assertThat(stream).hasToString("stream (source ended)");
        stream.drop();
        assertThat(stream).hasToString("stream (consumer gone)");
    }
}
