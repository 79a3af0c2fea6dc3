package dev.crossweave.verification.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Channel;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.PollableStream.Next;
import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Millions of wakes from several threads, none lost (L11). Each thread writes, plainly, how many wakes it has made, wakes, and
 * every few wakes waits until a poll has seen that number: a wake that is lost, or whose write isn't visible to the poll that
 * answers it, is a thread that waits for ever.
 */
final class WakeSoak {

    private static final int WAKERS = 3;

    /** Wakes before the next wait, at most: one makes a hand-over of each wake, many make wakes that meet. */
    private static final int BURST = 32;

    private static final long SEED = 20_260_101;

    /** Long numbers far enough from each other to lie in cache lines of their own. */
    private static final int STRIDE = 16;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private WakeSoak() {
    }

    /** Is pending, and copies what the wakers wrote to where they look. */
    private static final class Mirror implements Pollable<Object> {
        private final long[] written = new long[WAKERS * STRIDE];
        private final long[] seen = new long[WAKERS * STRIDE];

        @Override
        public Poll<Object> poll(Waker waker) {
            for (int i = 0; i < written.length; i += STRIDE) {
                CELL.setRelease(seen, i, written[i]); // the read is plain: that it sees the write is for the wake to see to
            }
            return Poll.pending();
        }

        void wake(int waker, long wakes, Waker task) throws InterruptedException {
            SplittableRandom random = new SplittableRandom(SEED + waker);
            int at = waker * STRIDE;
            for (long made = 0; made < wakes;) {
                for (int burst = random.nextInt(1, BURST + 1); burst > 0 && made < wakes; burst--) {
                    written[at] = ++made;
                    task.wake();
                }
                while ((long) CELL.getAcquire(seen, at) < made) {
                    Thread.yield();
                    if (Thread.interrupted()) {
                        throw new InterruptedException("wake " + made + " of waker " + waker + " was not answered");
                    }
                }
            }
        }
    }

    static void wakes(long count, Duration limit) throws Exception {
        Mirror mirror = new Mirror();
        Soak soak = new Soak();
        AtomicInteger left = new AtomicInteger(WAKERS);
        try (RunQueue queue = new RunQueue()) {
            Task<Object> task = Tasks.on(queue).spawn(mirror);
            soak.start("runner", queue::runUntilClosed);
            for (int i = 0; i < WAKERS; i++) {
                int waker = i;
                soak.start("waker-" + i, () -> {
                    mirror.wake(waker, share(count, waker), (Waker) task);
                    if (left.decrementAndGet() == 0) {
                        queue.close();
                    }
                });
            }
            soak.await(limit, "a wake was lost, or what was written before it is not seen (L11)");
        }
        long answered = 0;
        for (int i = 0; i < WAKERS; i++) {
            answered += mirror.seen[i * STRIDE];
        }
        assertThat(answered).isEqualTo(count);
    }

    private static long share(long count, int part) {
        return count / WAKERS + (part < count % WAKERS ? 1 : 0);
    }

    /** Takes what is there, and checks that the items of each producer come in order. An item is producer and number. */
    private static final class Consumer implements Pollable<Object> {
        private final PollableStream<Long> stream;
        private final long[] next = new long[WAKERS];
        private long received;

        Consumer(PollableStream<Long> stream) {
            this.stream = stream;
        }

        @Override
        public Poll<Object> poll(Waker waker) {
            Next found = stream.poll(waker);
            while (found == Next.ITEM) {
                long item = stream.take();
                int producer = (int) (item % WAKERS);
                if (item / WAKERS != next[producer]++) {
                    return Poll.failed(new AssertionError("expected item " + (next[producer] - 1) + " of producer "
                            + producer + "; got " + item / WAKERS));
                }
                received++;
                found = stream.poll(waker);
            }
            return found == Next.END ? Poll.ready(null) : Poll.pending();
        }

        @Override
        public void drop() {
            stream.drop();
        }
    }

    static void items(long count, int capacity, Duration limit) throws Exception {
        Channel<Long> channel = Channel.bounded(capacity);
        Consumer consumer = new Consumer(channel.stream());
        Soak soak = new Soak();
        AtomicInteger left = new AtomicInteger(WAKERS);
        RunQueue queue = new RunQueue();
        Task<Object> task = Tasks.on(queue).spawn(consumer);
        soak.start("consumer", () -> queue.runUntil(task).orElseThrow());
        for (int i = 0; i < WAKERS; i++) {
            int producer = i;
            soak.start("producer-" + i, () -> {
                long items = share(count, producer);
                for (long n = 0; n < items; n++) {
                    Long item = n * WAKERS + producer;
                    if (channel.trySend(item) != Channel.Sent.SENT) {
                        channel.send(item).join();
                    }
                }
                if (left.decrementAndGet() == 0) {
                    channel.complete();
                }
            });
        }
        soak.await(limit, "an item, a send that waits or the wake of the consumer was lost (L11, S2)");
        assertThat(consumer.received).isEqualTo(count);
    }
}
