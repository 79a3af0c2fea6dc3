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
     * S1, S2. Producers that wait and producers that try again, against a consumer that parks: each item arrives
     * once, in its producer's order, and the channel is never fuller than its capacity. That it comes to an end shows
     * that no wake was lost.
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
     * S3, L9. The consumer goes while producers send, wait, and take waiting sends back: each item is delivered,
     * discarded, or still its producer's, and one of these once.
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
