package dev.crossweave;

import static dev.crossweave.PollableStream.Next.END;
import static dev.crossweave.PollableStream.Next.ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and publishers between threads, and what an item costs. */
class FlowRaceTest {

    private static final int ROUNDS = 30_000;
    private static final String THE_ITEM = "the item";

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final RuntimeException failure = new RuntimeException("failed");

    /** A stream that waits, and its publisher. */
    private abstract static class StreamRound implements Lockstep.Round {
        final HandPublisher<String> publisher;
        final PollableStream<String> stream;
        final CountingWaker waker = new CountingWaker();

        StreamRound(HandPublisher<String> publisher) {
            this.publisher = publisher;
            this.stream = FlowStreams.fromPublisher(publisher, 4);
            stream.poll(Waker.NOOP);
        }
    }

    /** L11: whoever puts an item and whoever waits each see that the other may have missed it. */
    @Test
    void item_whileTheConsumerPolls_isFoundOrWakes() {
        Lockstep.run(ROUNDS, () -> new StreamRound(HandPublisher.connecting()) {
            private PollableStream.Next next = END;

            @Override
            public void one() {
                publisher.emit(THE_ITEM);
            }

            @Override
            public void other() {
                next = stream.poll(waker);
            }

            @Override
            public void check() {
                assertThat(next == ITEM || waker.wakes() == 1).as("%s, %s wakes", next, waker.wakes()).isTrue();
                assertThat(stream.poll(waker)).isEqualTo(ITEM);
                assertThat(stream.take()).isSameAs(THE_ITEM);
            }
        });
    }

    /** S2: an end that is seen is seen after the items before it. */
    @Test
    void itemAndEnd_whileTheConsumerPolls_areSeenInThatOrder() {
        Lockstep.run(ROUNDS, () -> new StreamRound(HandPublisher.connecting()) {
            private PollableStream.Next next = END;

            @Override
            public void one() {
                publisher.emit(THE_ITEM);
                publisher.subscriber.onComplete();
            }

            @Override
            public void other() {
                next = stream.poll(waker);
            }

            @Override
            public void check() {
                assertThat(next).isNotEqualTo(END);
                assertThat(next == ITEM || waker.wakes() >= 1).isTrue();
                assertThat(stream.poll(waker)).isEqualTo(ITEM);
                stream.take();
                assertThat(stream.poll(waker)).isEqualTo(END);
            }
        });
    }

    @Test
    void end_whileTheConsumerPolls_isFoundOrWakes() {
        Lockstep.run(ROUNDS, () -> new StreamRound(HandPublisher.connecting()) {
            private PollableStream.Next next = ITEM;

            @Override
            public void one() {
                publisher.subscriber.onComplete();
            }

            @Override
            public void other() {
                next = stream.poll(waker);
            }

            @Override
            public void check() {
                assertThat(next == END || waker.wakes() == 1).as("%s, %s wakes", next, waker.wakes()).isTrue();
                assertThat(stream.poll(waker)).isEqualTo(END);
            }
        });
    }

    /** L9. */
    @Test
    void item_whileTheConsumerGoes_isDiscardedOnce() {
        Lockstep.run(ROUNDS, () -> new StreamRound(HandPublisher.connecting()) {
            @Override
            public void one() {
                publisher.emit(THE_ITEM);
            }

            @Override
            public void other() {
                stream.drop();
            }

            @Override
            public void check() {
                assertThat(hooks.discarded()).containsExactly(THE_ITEM);
                assertThat(publisher.cancels).isEqualTo(1);
                hooks.reset();
            }
        });
    }

    /** S3, L8: cancelled or ended; and reported when the failure came second. */
    @Test
    void failure_whileTheConsumerGoes_isReportedOnceAtMost() {
        Lockstep.run(ROUNDS, () -> new StreamRound(HandPublisher.connecting()) {
            @Override
            public void one() {
                publisher.subscriber.onError(failure);
            }

            @Override
            public void other() {
                stream.drop();
            }

            @Override
            public void check() {
                assertThat(hooks.late().size()).isLessThanOrEqualTo(publisher.cancels).isLessThanOrEqualTo(1);
                hooks.reset();
            }
        });
    }

    /** A subscription that comes late is asked for items, by this poll or by the next one, which it asks for. */
    @Test
    void subscription_whileTheConsumerPolls_isFoundOrWakes() {
        Lockstep.run(ROUNDS, () -> new StreamRound(new HandPublisher<>()) {
            @Override
            public void one() {
                publisher.connect();
            }

            @Override
            public void other() {
                stream.poll(waker);
            }

            @Override
            public void check() {
                assertThat(publisher.requests.size() + waker.wakes()).isPositive();
                stream.poll(waker);
                assertThat(publisher.requests).containsExactly(4L);
            }
        });
    }

    @Test
    void subscription_whileTheConsumerGoes_isCancelledOnce() {
        Lockstep.run(ROUNDS, () -> new StreamRound(new HandPublisher<>()) {
            @Override
            public void one() {
                publisher.connect();
            }

            @Override
            public void other() {
                stream.drop();
            }

            @Override
            public void check() {
                assertThat(publisher.cancels).isEqualTo(1);
                assertThat(publisher.requests).isEmpty();
            }
        });
    }

    /** Two failures at once, against the rules: one is the end and the other is reported. */
    @Test
    void failures_ofTwoThreads_areTheEndAndALateError() {
        RuntimeException other = new RuntimeException("the other failure");
        Lockstep.run(ROUNDS, () -> new StreamRound(HandPublisher.connecting()) {
            @Override
            public void one() {
                publisher.subscriber.onError(failure);
            }

            @Override
            public void other() {
                publisher.subscriber.onError(other);
            }

            @Override
            public void check() {
                assertThat(stream.poll(waker)).isEqualTo(END);
                Throwable seen = ((Outcome.Failure<Void>) stream.end()).cause();
                assertThat(hooks.late()).containsExactly(seen == failure ? other : failure);
                hooks.reset();
            }
        });
    }

    // ------------------------------------------------------------------------------------------ the way out

    /** A subscriber that notices when two signals overlap. */
    private static final class Serial implements Flow.Subscriber<Object> {
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger overlaps = new AtomicInteger();
        Flow.Subscription subscription;
        int items;
        int ends;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void onNext(Object item) {
            enter();
            items++;
            inside.getAndDecrement();
        }

        @Override
        public void onError(Throwable thrown) {
            onComplete();
        }

        @Override
        public void onComplete() {
            enter();
            ends++;
            inside.getAndDecrement();
        }

        private void enter() {
            if (inside.getAndIncrement() != 0) {
                overlaps.incrementAndGet();
            }
        }
    }

    private abstract static class DrainRound implements Lockstep.Round {
        final Counted counted;
        final Serial subscriber = new Serial();

        DrainRound(long count) {
            counted = new Counted(count);
            FlowStreams.toPublisher(counted).subscribe(subscriber);
        }

        @Override
        public void check() {
            assertThat(subscriber.overlaps).hasValue(0);
        }
    }

    @Test
    void requests_ofTwoThreads_areAllServedOneSignalAfterTheOther() {
        Lockstep.run(ROUNDS, () -> new DrainRound(20) {
            @Override
            public void one() {
                subscriber.subscription.request(3);
            }

            @Override
            public void other() {
                subscriber.subscription.request(4);
            }

            @Override
            public void check() {
                super.check();
                assertThat(subscriber.items).isEqualTo(7);
                assertThat(subscriber.ends).isZero();
            }
        });
    }

    @Test
    void request_whileTheOtherThreadCancels_dropsOnce() {
        Lockstep.run(ROUNDS, () -> new DrainRound(20) {
            @Override
            public void one() {
                subscriber.subscription.request(3);
            }

            @Override
            public void other() {
                subscriber.subscription.cancel();
            }

            @Override
            public void check() {
                super.check();
                assertThat(counted.drops).isEqualTo(1);
                assertThat(subscriber.items).isLessThanOrEqualTo(3);
                assertThat(subscriber.ends).isZero();
            }
        });
    }

    @Test
    void lastRequest_whileTheOtherThreadCancels_dropsOnceAndCompletesOnceAtMost() {
        Lockstep.run(ROUNDS, () -> new DrainRound(2) {
            @Override
            public void one() {
                subscriber.subscription.request(2);
            }

            @Override
            public void other() {
                subscriber.subscription.cancel();
            }

            @Override
            public void check() {
                super.check();
                assertThat(counted.drops).isEqualTo(1);
                assertThat(subscriber.ends).isLessThanOrEqualTo(subscriber.items / 2);
            }
        });
    }

    /** L11: what is sent while the drain ends its turn is not left lying. */
    @Test
    void send_whileTheOtherThreadRequests_isDelivered() {
        Lockstep.run(ROUNDS, () -> new Lockstep.Round() {
            private final Channel<Object> channel = Channel.bounded(4);
            private final Serial subscriber = new Serial();
            {
                FlowStreams.toPublisher(channel.stream()).subscribe(subscriber);
            }

            @Override
            public void one() {
                channel.trySend(THE_ITEM);
                channel.complete();
            }

            @Override
            public void other() {
                subscriber.subscription.request(1);
            }

            @Override
            public void check() {
                assertThat(subscriber.overlaps).hasValue(0);
                assertThat(subscriber.items).isEqualTo(1);
                assertThat(subscriber.ends).isEqualTo(1);
            }
        });
    }

    // ------------------------------------------------------------------------------------------ many items

    /** S1, S2: a producer that keeps to its demand, on a thread of its own, against a consumer that parks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 256})
    void producer_againstAConsumerThatParks_losesAndReordersNothing(int capacity) throws Exception {
        int count = capacity == 256 ? 1_000_000 : 50_000;
        Semaphore demand = new Semaphore(0);
        AtomicInteger taken = new AtomicInteger();
        PollableStream<Integer> stream = FlowStreams.fromPublisher(subscriber -> subscriber.onSubscribe(
                new Flow.Subscription() {
                    private boolean running;

                    @Override
                    public void request(long n) {
                        demand.release((int) n);
                        if (!running) {
                            running = true;
                            Threads.start(() -> produce(subscriber));
                        }
                    }

                    private void produce(Flow.Subscriber<? super Integer> to) throws InterruptedException {
                        for (int item = 0; item < count; item++) {
                            demand.acquire();
                            to.onNext(item);
                        }
                        to.onComplete();
                    }

                    @Override
                    public void cancel() {
                        throw new AssertionError("nobody cancels here");
                    }
                }), capacity);
        try (RunQueue queue = new RunQueue()) {
            Task<Void> task = Tasks.on(queue)
                    .spawn(stream.forEach(item -> assertThat(item).isEqualTo(taken.getAndIncrement())));
            FutureTask<Void> consuming = Threads.start(() -> queue.runUntil(task).orElseThrow());
            Threads.await(consuming);
        }
        assertThat(taken).hasValue(count);
    }

    /** S6: nothing for an item on its way in and out. */
    @Test
    void item_inAndOut_allocatesNothing() {
        PollableStream<String> endless = new PollableStream<>() {
            @Override
            public Next poll(Waker waker) {
                return Next.ITEM;
            }

            @Override
            public String take() {
                return THE_ITEM;
            }

            @Override
            public Outcome<Void> end() {
                throw new AssertionError("it has no end");
            }

            @Override
            public void drop() {
            }
        };
        Flow.Publisher<String> publisher = FlowStreams.toPublisher(endless);
        PollableStream<String> stream = FlowStreams.fromPublisher(to -> publisher.subscribe(to));
        assertAllocatesNothing(() -> {
            if (stream.poll(Waker.NOOP) != ITEM || stream.take() != THE_ITEM) {
                throw new AssertionError("expected the item");
            }
        });
        stream.drop();
    }

    /** S6, where the consumer waits for each item, and is woken. */
    @Test
    void item_thatWakes_allocatesNothing() {
        Channel<String> channel = Channel.bounded(16);
        Serial subscriber = new Serial();
        FlowStreams.toPublisher(channel.stream()).subscribe(subscriber);
        assertAllocatesNothing(() -> {
            int before = subscriber.items;
            channel.trySend(THE_ITEM);
            subscriber.subscription.request(1);
            if (subscriber.items != before + 1) {
                throw new AssertionError("expected the item");
            }
        });
    }

    /** The least of several attempts: the first ones load classes and compile. */
    private static void assertAllocatesNothing(Runnable item) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int count = 20_000;
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 50 && least > 0; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < count; i++) {
                item.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes for %s items", count).isZero();
    }
}
