package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From publisher to publisher: items that come out of the call that asks for them are passed on where they come. */
class PassedOnItemsTest {

    private static final int CAPACITY = 4;

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    /** Emits so many numbers from inside of its requests, and completes. */
    private static class Counting extends HandPublisher<Integer> {
        final int end;
        int next;
        int asking;

        Counting(int end) {
            this.end = end;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
            super.subscribe(subscriber);
            connect();
        }

        @Override
        public void request(long n) {
            super.request(n);
            asking++;
            for (long left = n; left > 0 && next < end; left--) {
                emit(next++);
            }
            asking--;
            if (next == end) {
                next++;
                subscriber.onComplete();
            }
        }
    }

    /** Notes what it gets, and what of it inside of a request; then does what the test says. */
    private static class Noting implements Flow.Subscriber<Integer> {
        final List<Integer> items = new ArrayList<>();
        final List<Integer> passedOn = new ArrayList<>();
        final Counting source;
        Consumer<Integer> onItem = item -> {
        };
        Flow.Subscription subscription;
        int completed;
        Throwable failed;

        Noting(Counting source) {
            this(source, CAPACITY);
        }

        Noting(Counting source, int capacity) {
            this.source = source;
            PollableStream<Integer> stream = FlowStreams.fromPublisher(source, capacity);
            stream.poll(Waker.NOOP); // so that it is not the publisher itself that comes out (L15)
            FlowStreams.toPublisher(stream).subscribe(this);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void onNext(Integer item) {
            items.add(item);
            if (source.asking > 0) {
                passedOn.add(item);
            }
            onItem.accept(item);
        }

        /** Does something once it has that item. */
        void at(int place, Runnable action) {
            onItem = item -> {
                if (item == place) {
                    action.run();
                }
            };
        }

        @Override
        public void onError(Throwable thrown) {
            failed = thrown;
        }

        @Override
        public void onComplete() {
            completed++;
        }
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Test
    void items_comeInOrder_thoseThatWaitBeforeThoseThatArePassedOn() { // S2
        Noting noting = new Noting(new Counting(100));

        noting.subscription.request(Long.MAX_VALUE);

        assertThat(noting.items).isEqualTo(upTo(100));
        assertThat(noting.completed).isEqualTo(1);
        assertThat(noting.passedOn).isEqualTo(upTo(100).subList(3, 100)); // 3 of the first 4 were taken when it was asked again
    }

    @ParameterizedTest
    @CsvSource({"1, 50", "2, 25", "3, 20", "5, 10", "7, 8"})
    void noMoreThanRequested_areGiven_andNoMoreThanTheCapacityIsHeld(int request, int times) { // S1
        Counting source = new Counting(1_000);
        Noting noting = new Noting(source);

        for (int i = 1; i <= times; i++) {
            noting.subscription.request(request);

            assertThat(noting.items).isEqualTo(upTo(i * request));
            assertThat(source.requested() - noting.items.size()).isBetween(2L, (long) CAPACITY); // three quarters were given back
        }
    }

    @Test
    void cancel_whileAnItemIsPassedOn_endsIt_andDiscardsTheRestOfWhatWasAskedFor() { // S3, L9
        Counting source = new Counting(1_000);
        Noting noting = new Noting(source);
        noting.at(20, () -> noting.subscription.cancel());

        noting.subscription.request(Long.MAX_VALUE);

        assertThat(noting.items).isEqualTo(upTo(21));
        assertThat(noting.passedOn).contains(20);
        assertThat(source.cancels).isEqualTo(1);
        assertThat(source.requested()).isEqualTo(source.next);
        assertThat(hooks.discarded()).isEqualTo(upTo(source.next).subList(21, source.next));
    }

    @Test
    void subscriber_thatThrowsWhileAnItemIsPassedOn_cancels_andTheSourceDoesNotSeeIt() { // L18
        RuntimeException broken = new RuntimeException("broken");
        Counting source = new Counting(1_000);
        Noting noting = new Noting(source);
        noting.at(20, () -> {
            throw broken;
        });

        noting.subscription.request(Long.MAX_VALUE);

        assertThat(noting.items).isEqualTo(upTo(21));
        assertThat(hooks.late()).containsExactly(broken);
        assertThat(source.cancels).isEqualTo(1);
    }

    /** §1.3 for a source that is told by its own subscriber to emit: one signal after the other. */
    @Test
    void item_thatTheSubscriberMakesTheSourceEmit_comesAfterTheOneAtHand() {
        Counting source = new Counting(12);
        List<String> trace = new ArrayList<>();
        Noting noting = new Noting(source) {
            @Override
            public void onNext(Integer item) {
                trace.add("begin " + item);
                super.onNext(item);
                if (item == 8) {
                    source.emit(source.next++);
                }
                trace.add("end " + item);
            }
        };

        noting.subscription.request(Long.MAX_VALUE);

        assertThat(noting.passedOn).contains(8);
        assertThat(noting.items).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        for (int i = 0; i < trace.size(); i += 2) {
            assertThat(trace.get(i + 1)).isEqualTo(trace.get(i).replace("begin", "end"));
        }
    }

    @Test
    void failure_afterItemsThatWerePassedOn_comesAfterThem() {
        RuntimeException failure = new RuntimeException("failed");
        Noting noting = new Noting(new Counting(1_000) {
            @Override
            public void request(long n) {
                if (next >= 20) {
                    subscriber.onError(failure);
                } else {
                    super.request(n);
                }
            }
        });

        noting.subscription.request(Long.MAX_VALUE);

        assertThat(noting.items).isEqualTo(upTo(noting.source.next));
        assertThat(noting.failed).isSameAs(failure);
    }

    @Test
    void tooManyItems_fromInsideOfTheRequest_failTheStream_asEver() { // §1.1
        Counting source = new Counting(1_000) {
            @Override
            public void request(long n) {
                super.request(next > 20 ? n + 1 : n);
            }
        };
        Noting noting = new Noting(source);

        noting.subscription.request(Long.MAX_VALUE);

        assertThat(noting.failed).isInstanceOf(IllegalStateException.class).hasMessageContaining("§1.1");
        assertThat(noting.items).isEqualTo(upTo(noting.items.size()));
        assertThat(hooks.discarded()).containsExactly(noting.items.size());
        assertThat(source.cancels).isEqualTo(1);
    }

    /** §1.3: an item takes as long as the subscriber takes for it. */
    @Test
    void item_ofAnotherThreadWhileOneIsPassedOn_failsTheStream() {
        Counting source = new Counting(1_000);
        Noting noting = new Noting(source);
        noting.at(20, () -> Threads.elsewhere(() -> source.emit(1_000_000)));

        noting.subscription.request(Long.MAX_VALUE);

        assertThat(noting.passedOn).contains(20);
        assertThat(noting.failed).isInstanceOf(IllegalStateException.class).hasMessageContaining("§1.3");
        assertThat(noting.items).isEqualTo(upTo(21));
        assertThat(hooks.discarded()).contains(1_000_000);
    }

    /** A hot source has room for an item while the subscriber is about another one, whatever the capacity. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 256})
    void source_hasRoom_whileTheSubscriberHasAnItem(int capacity) { // S1
        Counting hot = new Counting(0) {
            @Override
            public void request(long n) {
                requests.add(n);
            }
        };
        Noting noting = new Noting(hot, capacity);
        List<Long> room = new ArrayList<>();
        noting.onItem = item -> {
            room.add(hot.requested() - item - 1);
            if (item < 1_000) {
                hot.emit(item + 1);
            }
        };
        noting.subscription.request(Long.MAX_VALUE);

        hot.emit(0);

        assertThat(noting.items).isEqualTo(upTo(1_001));
        assertThat(room).allMatch(open -> open >= 1 && open <= capacity);
    }

    /** L10: in the stream's context is the source, and not who consumes it. */
    @Test
    void subscriber_isNotCalledInTheContextOfTheStream() {
        ThreadLocal<String> tenant = new ThreadLocal<>();
        TaskContext.register("tenant of a stream", tenant);
        try {
            List<String> asked = new ArrayList<>();
            List<String> given = new ArrayList<>();
            tenant.set("acme");
            Noting noting = new Noting(new Counting(40) {
                @Override
                public void request(long n) {
                    asked.add(tenant.get());
                    super.request(n);
                }
            }) {
                @Override
                public void onNext(Integer item) {
                    super.onNext(item);
                    given.add(tenant.get());
                }
            };
            tenant.set("the consumer's");

            noting.subscription.request(Long.MAX_VALUE);

            assertThat(noting.items).isEqualTo(upTo(40));
            assertThat(asked).containsOnly("acme");
            assertThat(given).containsOnly("the consumer's");
        } finally {
            tenant.remove();
            TaskContext.unregister("tenant of a stream");
        }
    }

    /** Emits half of what it is asked for where it is asked, and the rest on another thread; never on two at once. */
    private static final class Halving extends Counting {
        private final Executor other;
        private final AtomicLong owed = new AtomicLong();

        Halving(int end, Executor other) {
            super(end);
            this.other = other;
        }

        @Override
        public void request(long n) {
            if (owed.getAndAdd(n) == 0) {
                asking++;
                emitSome((n + 1) / 2);
            }
        }

        private void emitSome(long count) {
            for (long i = 0; i < count && next < end; i++) {
                emit(next++);
            }
            if (next == end) {
                next++;
                subscriber.onComplete();
            }
            asking = 0;
            long left = owed.addAndGet(-count); // hands the emitting on
            if (left > 0) {
                other.execute(() -> emitSome(left));
            }
        }
    }

    @Test
    void items_fromTheAskingThreadAndFromAnotherInTurns_comeInOrder() throws InterruptedException {
        int items = 20_000;
        int request = 5;
        Semaphore arrived = new Semaphore(0);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Noting noting = new Noting(new Halving(items, other));
            noting.onItem = item -> arrived.release();

            for (int i = 0; i < items / request; i++) {
                noting.subscription.request(request);
                assertThat(arrived.tryAcquire(request, 10, TimeUnit.SECONDS)).as("items %s times", i).isTrue();
            }

            assertThat(noting.items).isEqualTo(upTo(items));
            assertThat(noting.failed).isNull();
            assertThat(noting.passedOn).hasSizeBetween(items / 100, items - items / 100); // both ways were gone
        }
    }
}
