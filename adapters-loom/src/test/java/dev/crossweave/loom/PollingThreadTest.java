package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;
import java.lang.management.ManagementFactory;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The waker of a thread, which one await after the other uses. */
class PollingThreadTest {

    @Test
    void wakeOfAPollableOfBefore_meansOnePollMore_andEndsNothing() throws Exception { // L11
        AtomicReference<Waker> kept = new AtomicReference<>();
        Completer<String> source = new Completer<>();
        AtomicInteger polls = new AtomicInteger();
        FutureTask<String> waiting = new FutureTask<>(() -> {
            LoomTasks.await(waker -> {
                kept.set(waker);
                return Poll.ready("at once");
            });
            return LoomTasks.<String>await(waker -> {
                assertThat(waker).isSameAs(kept.get()); // or there would be nothing to test
                Poll<String> poll = source.poll(waker);
                polls.incrementAndGet();
                return poll;
            });
        });
        Thread.ofVirtual().start(waiting);
        await().until(() -> polls.get() == 1);

        kept.get().wake();
        await().until(() -> polls.get() == 2);
        assertThat(waiting.isDone()).isFalse();
        source.complete("value");

        assertThat(waiting.get()).isEqualTo("value");
    }

    /** If both had one waker, the inner await would clear the wake of the outer pollable, which would be lost. */
    @Test
    void pollableThatAwaitsAnotherInItsPoll_losesNoWake() throws Exception { // L11
        AtomicInteger polls = new AtomicInteger();

        String value = LoomTasks.await(waker -> {
            if (polls.incrementAndGet() == 2) {
                return Poll.ready("outer");
            }
            waker.wake();
            AtomicInteger inner = new AtomicInteger();
            LoomTasks.await(waker2 -> {
                if (inner.incrementAndGet() == 2) {
                    return Poll.ready("inner");
                }
                Thread.ofVirtual().start(waker2::wake);
                return Poll.pending();
            });
            return Poll.pending();
        });

        assertThat(value).isEqualTo("outer");
    }

    /** Pends once, and is woken from another thread when its own has parked. */
    private static final class Once implements Pollable<String> {
        private static final Outcome<String> VALUE = Poll.ready("value");
        private volatile Waker waker;
        private boolean polled;

        @Override
        public Poll<String> poll(Waker mine) {
            if (polled) {
                return VALUE;
            }
            polled = true;
            waker = mine;
            return Poll.pending();
        }
    }

    @Test
    void awaitOfManyPollables_parkingForEach_allocatesNothing() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Thread waiter = Thread.currentThread();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && least > 0; attempt++) {
            Once[] pollables = new Once[1_000];
            for (int i = 0; i < pollables.length; i++) {
                pollables[i] = new Once();
            }
            Thread waking = Thread.ofPlatform().start(() -> {
                for (Once each : pollables) {
                    while (each.waker == null || waiter.getState() != Thread.State.WAITING) {
                        Thread.onSpinWait();
                    }
                    each.waker.wake();
                }
            });
            long before = threads.getCurrentThreadAllocatedBytes();
            for (Once each : pollables) {
                LoomTasks.await(each);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            waking.join();
        }
        assertThat(least).as("bytes for 1,000 waits").isZero();
    }
}
