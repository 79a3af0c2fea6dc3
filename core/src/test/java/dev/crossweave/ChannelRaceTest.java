package dev.crossweave;

import static dev.crossweave.Channel.Sent.CLOSED;
import static dev.crossweave.Channel.Sent.FULL;
import static dev.crossweave.Channel.Sent.SENT;
import static dev.crossweave.PollableStream.Next.END;
import static dev.crossweave.PollableStream.Next.ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels between threads. */
class ChannelRaceTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    /** An item that tells whose it is. */
    private record Item(int producer, int number) {
    }

    private static final Item ITEM_0 = new Item(0, 0);

    /** Consumes a stream, as a task does. */
    private static final class Consumer implements Pollable<Void> {
        private final PollableStream<Item> stream;
        private final java.util.function.Consumer<Item> each;

        Consumer(PollableStream<Item> stream, java.util.function.Consumer<Item> each) {
            this.stream = stream;
            this.each = each;
        }

        @Override
        public Poll<Void> poll(Waker waker) {
            for (;;) {
                switch (stream.poll(waker)) {
                    case ITEM -> each.accept(stream.take());
                    case PENDING -> {
                        return Poll.pending();
                    }
                    case END -> {
                        return stream.end();
                    }
                }
            }
        }

        @Override
        public void drop() {
            stream.drop();
        }
    }

    private static Item[] items(int producer, int count) {
        Item[] items = new Item[count];
        for (int i = 0; i < count; i++) {
            items[i] = new Item(producer, i);
        }
        return items;
    }

    /**
     * S1, S2. Producers that wait and producers that try again, against a consumer that parks: each item arrives once, in its
     * producer's order, and the channel is never fuller than its capacity. That it comes to an end shows that no wake was
     * lost.
     */
    @ParameterizedTest
    @CsvSource({"1, 1, 30000", "6, 1, 15000", "6, 2, 25000", "6, 3, 25000", "6, 256, 300000"})
    void producers_againstAConsumerThatParks_loseAndReorderNothing(int producers, int capacity, int perProducer)
            throws Exception {
        Channel<Item> channel = Channel.bounded(capacity);
        AtomicLong sent = new AtomicLong();
        int[] next = new int[producers];
        long[] taken = new long[1];
        Pollable<Void> consumer = new Consumer(channel.stream(), item -> {
            long held = sent.get() - ++taken[0]; // too few by those that are in and not counted yet, never too many
            assertThat(held).isLessThanOrEqualTo(capacity);
            assertThat(item.number).as("of producer %s", item.producer).isEqualTo(next[item.producer]++);
        });
        try (RunQueue queue = new RunQueue()) {
            Task<Void> task = Tasks.on(queue).spawn(consumer);
            FutureTask<Void> consuming = Threads.start(() -> queue.runUntil(task).orElseThrow());
            List<FutureTask<Void>> producing = new ArrayList<>();
            for (int p = 0; p < producers; p++) {
                Item[] items = items(p, perProducer);
                boolean waits = p % 2 == 0;
                producing.add(Threads.start(() -> {
                    for (Item item : items) {
                        if (waits) {
                            channel.send(item).join();
                        } else {
                            while (channel.trySend(item) != SENT) {
                                Thread.yield();
                            }
                        }
                        sent.incrementAndGet();
                    }
                }));
            }
            for (FutureTask<Void> producer : producing) {
                producer.get(60, TimeUnit.SECONDS);
            }
            assertThat(channel.complete()).isTrue();
            Threads.await(consuming);
        }
        assertThat(next).containsOnly(perProducer);
        assertThat(taken[0]).isEqualTo((long) producers * perProducer);
        assertThat(hooks.discarded()).isEmpty();
    }

    /** The same with a hundred virtual threads, which all wait most of the time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 256})
    void manyVirtualProducers_thatWait_areAllServed(int capacity) throws Exception {
        int producers = 100;
        int each = 500;
        Channel<Item> channel = Channel.bounded(capacity);
        int[] next = new int[producers];
        Pollable<Void> consumer =
                new Consumer(channel.stream(), item -> assertThat(item.number).isEqualTo(next[item.producer]++));
        Task<Void> task;
        try (RunQueue queue = new RunQueue()) {
            task = Tasks.on(queue).spawn(consumer);
            AtomicInteger running = new AtomicInteger(producers);
            for (int p = 0; p < producers; p++) {
                Item[] items = items(p, each);
                Thread.startVirtualThread(() -> {
                    try {
                        for (Item item : items) {
                            channel.send(item).join();
                        }
                        if (running.decrementAndGet() == 0) {
                            channel.complete();
                        }
                    } catch (InterruptedException e) {
                        channel.fail(e);
                    }
                });
            }
            FutureTask<Void> consuming = Threads.start(() -> queue.runUntil(task).orElseThrow());
            Threads.await(consuming);
        }
        assertThat(next).containsOnly(each);
    }

    /**
     * S3, L9. The consumer goes while producers send, wait, and take waiting sends back: each item is delivered, discarded, or
     * still its producer's, and one of these once.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void drop_whileProducersSend_losesNoItemAndHasNoneTwice(int capacity) throws Exception {
        int producers = 3;
        int each = 12;
        int rounds = 1_500;
        CyclicBarrier barrier = new CyclicBarrier(producers + 1);
        List<Channel<Item>> channels = new ArrayList<>();
        List<AtomicIntegerArray> fates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            channels.add(Channel.bounded(capacity));
            fates.add(new AtomicIntegerArray(producers * each));
        }
        AtomicInteger current = new AtomicInteger();
        Hooks.onDiscard(item -> settle(fates.get(current.get()), (Item) item, each));

        List<FutureTask<Void>> producing = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            int producer = p;
            producing.add(Threads.start(() -> {
                for (int round = 0; round < rounds; round++) {
                    barrier.await(Threads.LIMIT_SECONDS, TimeUnit.SECONDS);
                    List<Task<Void>> sends = produce(channels.get(round), fates.get(round), producer, each);
                    barrier.await(Threads.LIMIT_SECONDS, TimeUnit.SECONDS);
                    assertThat(sends).as("sends after the consumer has gone").allMatch(Task::isDone);
                }
            }));
        }
        for (int round = 0; round < rounds; round++) {
            current.set(round);
            PollableStream<Item> stream = channels.get(round).stream();
            AtomicIntegerArray fate = fates.get(round);
            barrier.await(Threads.LIMIT_SECONDS, TimeUnit.SECONDS);
            for (int i = 0; i < round % 20; i++) {
                if (stream.poll(Waker.NOOP) == ITEM) {
                    settle(fate, stream.take(), each);
                }
            }
            stream.drop();
            barrier.await(Threads.LIMIT_SECONDS, TimeUnit.SECONDS);
            for (int item = 0; item < fate.length(); item++) {
                assertThat(fate.get(item)).as("times item %s met its fate in round %s", item, round).isEqualTo(1);
            }
        }
        producing.forEach(Threads::await);
    }

    private static void settle(AtomicIntegerArray fates, Item item, int each) {
        fates.incrementAndGet(item.producer * each + item.number);
    }

    private static List<Task<Void>> produce(Channel<Item> channel, AtomicIntegerArray fates, int producer, int each) {
        List<Task<Void>> sends = new ArrayList<>();
        for (Item item : items(producer, each)) {
            switch (item.number % 3) {
                case 0 -> {
                    if (channel.trySend(item) != SENT) {
                        settle(fates, item, each); // handed back
                    }
                }
                case 1 -> sends.add(channel.send(item));
                default -> {
                    Task<Void> send = channel.send(item);
                    sends.add(send);
                    send.cancel();
                }
            }
        }
        return sends;
    }

    /** L9: a waiting send is taken back while the consumer serves it. */
    @Test
    void cancel_ofASendThatIsBeingServed_leavesItsItemInOnePlace() {
        AtomicInteger delivered = new AtomicInteger();
        int rounds = 20_000;
        lockstep(rounds, () -> new Round() {
            private final Channel<Item> channel = Channel.bounded(1);
            private final PollableStream<Item> stream = channel.stream();
            private final Task<Void> send;
            {
                channel.trySend(new Item(0, 1));
                send = channel.send(ITEM_0);
                stream.poll(Waker.NOOP);
            }

            @Override
            public void one() {
                stream.take();
            }

            @Override
            public void other() {
                send.cancel();
            }

            @Override
            public void check() {
                assertThat(send.isDone()).isTrue();
                if (stream.poll(Waker.NOOP) == ITEM) {
                    delivered.incrementAndGet();
                    assertThat(stream.take()).isSameAs(ITEM_0);
                    assertThat(hooks.discarded()).isEmpty();
                } else {
                    assertThat(send.isCancelled()).isTrue();
                    assertThat(hooks.discarded()).containsExactly(ITEM_0);
                }
                hooks.reset();
            }
        });
        assertThat(delivered).as("rounds in which it was served").hasPositiveValue();
    }

    /** S2: what was sent before the end arrives before it; and the consumer is told of the end, wherever it is. */
    @Test
    void complete_whileOthersSend_endsAfterEachItemThatWasSent() {
        lockstep(20_000, () -> new Round() {
            private final Channel<Item> channel = Channel.bounded(4);
            private final PollableStream<Item> stream = channel.stream();
            private final CountingWaker waker = new CountingWaker();
            private int sent;
            {
                stream.poll(waker);
            }

            @Override
            public void one() {
                while (channel.trySend(ITEM_0) == SENT) {
                    sent++;
                }
            }

            @Override
            public void other() {
                channel.complete();
            }

            @Override
            public void check() {
                assertThat(waker.wakes()).isEqualTo(1);
                for (int arrived = 0; arrived < sent; arrived++) {
                    assertThat(stream.poll(waker)).isEqualTo(ITEM);
                    stream.take();
                }
                assertThat(stream.poll(waker)).isEqualTo(END);
            }
        });
    }

    /** L8: of several ends one counts, and the failure that doesn't is reported. */
    @Test
    void ends_atOnce_oneCounts() {
        lockstep(20_000, () -> new Round() {
            private final RuntimeException first = new RuntimeException("first");
            private final RuntimeException second = new RuntimeException("second");
            private final Channel<Item> channel = Channel.bounded(1);

            @Override
            public void one() {
                channel.fail(first);
            }

            @Override
            public void other() {
                channel.fail(second);
            }

            @Override
            public void check() {
                PollableStream<Item> stream = channel.stream();
                assertThat(stream.poll(Waker.NOOP)).isEqualTo(END);
                Throwable seen = ((Outcome.Failure<Void>) stream.end()).cause();
                assertThat(hooks.late()).containsExactly(seen == first ? second : first);
                hooks.reset();
            }
        });
    }

    /**
     * L9: the producer and the consumer who goes each see that the other may not have seen the item. The fillers keep the
     * consumer busy for a while between its mark and the slot, so that rounds differ in who comes first.
     */
    @Test
    void drop_whileAnItemIsPut_leavesItToOneOfThem() {
        AtomicInteger count = new AtomicInteger();
        lockstep(60_000, () -> new Round() {
            private final int fillers = count.getAndIncrement() % 8;
            private final Channel<Item> channel = Channel.bounded(8);
            private final PollableStream<Item> stream = channel.stream();
            private final long position;
            private Channel.Sent sent = FULL;
            {
                for (int i = 0; i < fillers; i++) {
                    channel.trySend(new Item(1, i));
                }
                position = channel.claim();
            }

            @Override
            public void one() {
                sent = channel.put(position, ITEM_0);
            }

            @Override
            public void other() {
                stream.drop();
            }

            @Override
            public void check() {
                assertThat(hooks.discarded()).hasSize(fillers + (sent == SENT ? 1 : 0));
                hooks.reset();
            }
        });
    }

    /** Whoever finds the channel full and whoever gives room back each see that the other may have missed it. */
    @Test
    void send_whileRoomIsGivenBack_isServed() {
        lockstep(30_000, () -> new Round() {
            private final Channel<Item> channel = Channel.bounded(1);
            private final PollableStream<Item> stream = channel.stream();
            private Task<Void> send = Tasks.cancelled(null);
            {
                channel.trySend(new Item(0, 1));
                stream.poll(Waker.NOOP);
            }

            @Override
            public void one() {
                send = channel.send(ITEM_0);
            }

            @Override
            public void other() {
                stream.take();
            }

            @Override
            public void check() {
                assertThat(send.peek()).isEqualTo(Poll.ready(null));
                assertThat(stream.poll(Waker.NOOP)).isEqualTo(ITEM);
                assertThat(stream.take()).isSameAs(ITEM_0);
            }
        });
    }

    /** Two jobs for the same moment, and what must be so afterwards. */
    private interface Round {
        void one();

        void other();

        void check();
    }

    /** Two threads that wait for each other before and after each round by spinning, and so start closer than a barrier lets them. */
    private static void lockstep(int rounds, Supplier<Round> maker) {
        AtomicReference<Round> round = new AtomicReference<>();
        AtomicInteger arrived = new AtomicInteger();
        FutureTask<Void> second = Threads.start(() -> {
            for (int i = 0; i < rounds; i++) {
                meet(arrived, 4 * i + 2);
                round.get().other();
                meet(arrived, 4 * i + 4);
            }
        });
        for (int i = 0; i < rounds; i++) {
            round.set(maker.get());
            meet(arrived, 4 * i + 2);
            round.get().one();
            meet(arrived, 4 * i + 4);
            round.get().check();
        }
        Threads.await(second);
    }

    private static void meet(AtomicInteger arrived, int all) {
        arrived.incrementAndGet();
        long spins = 0;
        while (arrived.get() < all) {
            if (++spins % 1_000 == 0) {
                Thread.yield(); // the other may wait for this core
                assertThat(spins).as("rounds of waiting for the other thread").isLessThan(100_000_000);
            }
            Thread.onSpinWait();
        }
    }

    /** L17, as far as it goes without an atomic for each item: two that poll at once are noticed. */
    @Test
    void consumers_twoAtOnce_areNoticed() {
        PollableStream<Item> stream = Channel.<Item>bounded(1).stream();
        AtomicBoolean noticed = new AtomicBoolean();
        Threads.Job polling = () -> {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Threads.LIMIT_SECONDS / 2);
            while (!noticed.get() && System.nanoTime() < end) {
                try {
                    stream.poll(Waker.NOOP);
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageContaining("in use by another call");
                    noticed.set(true);
                }
            }
        };
        Threads.race(polling, polling);
        assertThat(noticed).isTrue();
    }

    /** S6: sending to a task that waits, its wake, its poll and the taking. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 200})
    void items_inTheSteadyState_allocateNothing(int burst) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long me = Thread.currentThread().threadId();
        Channel<Item> channel = Channel.bounded();
        AtomicLong arrived = new AtomicLong();
        RunQueue queue = new RunQueue();
        Task<Void> task =
                Tasks.on(queue).spawn(new Consumer(channel.stream(), item -> arrived.setPlain(arrived.getPlain() + 1)));
        Item item = new Item(0, 0);
        int count = 20_000;

        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && least > 0; attempt++) { // the first ones load classes and compile
            arrived.set(0);
            long before = threads.getThreadAllocatedBytes(me);
            for (int i = 0; i < count; i += burst) {
                for (int b = 0; b < burst; b++) {
                    channel.send(item);
                }
                queue.runAll();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(me) - before);
            assertThat(arrived.get()).isGreaterThanOrEqualTo(count);
        }

        assertThat(least).as("bytes for %s items", count).isLessThan(count / 10);
        assertThat(channel.trySend(item)).isNotIn(FULL, CLOSED);
        task.cancel();
        queue.runAll();
        assertThat(hooks.discarded()).containsExactly(item);
    }
}
