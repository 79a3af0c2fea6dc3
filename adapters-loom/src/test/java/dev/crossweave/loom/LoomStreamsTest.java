package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossweave.BlockingItems;
import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.TaskContext;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoomStreamsTest {

    private final List<Throwable> late = new CopyOnWriteArrayList<>();
    private final List<Object> discarded = new CopyOnWriteArrayList<>();
    private final CountDownLatch inBody = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void listen() {
        Hooks.onLateError(late::add);
        Hooks.onDiscard(discarded::add);
    }

    @AfterEach
    void stopListening() {
        Hooks.onLateError(null);
        Hooks.onDiscard(null);
    }

    /** A generator that says when it is over. */
    private <T> Generator<T> thatEnds(Generator<T> generator) {
        return emitter -> {
            try {
                generator.run(emitter);
            } finally {
                over.countDown();
            }
        };
    }

    private static <T> List<T> all(PollableStream<T> stream) throws InterruptedException {
        List<T> seen = new ArrayList<>();
        try (BlockingItems<T> items = stream.blockingItems()) {
            while (items.next()) {
                seen.add(items.get());
            }
        }
        return seen;
    }

    private static Generator<Integer> range(int end) {
        return emitter -> {
            for (int i = 0; i < end; i++) {
                emitter.emit(i);
            }
        };
    }

    // ------------------------------------------------------------------------------------------ items

    @Test
    void items_reachAVirtualAndAPlatformThread_inOrder() throws Exception { // S2
        FutureTask<List<Integer>> virtual = new FutureTask<>(() -> all(LoomStreams.generate(3, range(1_000))));
        Thread.ofVirtual().start(virtual);

        assertThat(virtual.get()).hasSize(1_000).isSorted();
        assertThat(all(LoomStreams.generate(1, range(1_000)))).hasSize(1_000).isSorted();
        assertThat(all(LoomStreams.generate(range(1_000)))).hasSize(1_000).isSorted();
    }

    @Test
    void items_reachATaskOnAQueue_thatNeverBlocks() throws Exception {
        RunQueue queue = new RunQueue();
        List<Integer> seen = new ArrayList<>();
        Task<Void> task = Tasks.on(queue).spawn(LoomStreams.generate(4, range(1_000)).forEach(seen::add));

        queue.runUntil(task);

        assertThat(task.isDone()).isTrue();
        assertThat(seen).hasSize(1_000).isSorted();
    }

    @Test
    void generator_runsOnANamedVirtualThread_andComputesNothingThatWasNotAskedFor() throws Exception { // S1, L3
        AtomicInteger computed = new AtomicInteger();
        AtomicReference<Thread> thread = new AtomicReference<>();
        PollableStream<Integer> stream = LoomStreams.generate(1, emitter -> {
            thread.set(Thread.currentThread());
            for (int i = 0; i < 3; i++) {
                emitter.emit(computed.incrementAndGet());
            }
        });
        assertThat(thread).hasNullValue();
        for (int i = 1; i <= 3; i++) {
            await().until(() -> stream.poll(Waker.NOOP) == PollableStream.Next.ITEM);
            await().until(() -> thread.get().getState() == Thread.State.WAITING);
            assertThat(computed).hasValue(i);
            assertThat(stream.take()).isEqualTo(i);
        }
        thread.get().join();

        assertThat(thread.get().isVirtual()).isTrue();
        assertThat(thread.get().getName()).isEqualTo("crossweave-stream");
        assertThat(stream.poll(Waker.NOOP)).isEqualTo(PollableStream.Next.END);
        stream.drop();
    }

    // ------------------------------------------------------------------------------------------ drop

    @Test
    void drop_whileItIsHeldBack_interruptsAndRunsTheFinallyBlock() throws Exception { // S3, L8
        AtomicReference<Boolean> flag = new AtomicReference<>();
        PollableStream<Integer> stream = LoomStreams.generate(1, thatEnds(emitter -> {
            try {
                inBody.countDown();
                emitter.emit(1);
            } finally {
                flag.set(Thread.currentThread().isInterrupted());
            }
        }));
        stream.poll(Waker.NOOP);
        inBody.await();

        stream.drop();

        over.await();
        assertThat(flag.get()).isFalse(); // so the clean-up may block
        await().untilAsserted(() -> assertThat(discarded).containsExactly(1)); // L9
        assertThat(late).isEmpty();
    }

    @Test
    void drop_whenTheInterruptIsSwallowed_endsAtTheNextItem() throws Exception { // S3, L9
        PollableStream<Integer> stream = LoomStreams.generate(8, thatEnds(emitter -> {
            inBody.countDown();
            try {
                never.await();
            } catch (InterruptedException swallowed) {
                for (int i = 0; true; i++) {
                    emitter.emit(i);
                }
            }
        }));
        stream.poll(Waker.NOOP);
        inBody.await();

        stream.drop();

        over.await();
        assertThat(discarded).hasSizeBetween(1, 8).startsWith(0); // none is delivered, and none lost
        assertThat(late).isEmpty();
    }

    @Test
    void drop_atAnyMoment_leavesEachItemDeliveredOrDiscarded_once() throws Exception { // S2, L9
        for (int round = 0; round < 2_000; round++) {
            AtomicInteger emitted = new AtomicInteger();
            CountDownLatch ended = new CountDownLatch(1);
            PollableStream<Integer> stream = LoomStreams.generate(1 + round % 4, emitter -> {
                try {
                    while (true) {
                        emitter.emit(emitted.getAndIncrement());
                    }
                } finally {
                    ended.countDown();
                }
            });
            List<Object> seen = new ArrayList<>();
            do {
                if (stream.poll(Waker.NOOP) == PollableStream.Next.ITEM) {
                    seen.add(stream.take());
                }
            } while (seen.size() < round % 7);
            stream.drop();
            ended.await();

            seen.addAll(discarded);
            discarded.clear();
            assertThat(seen).containsExactlyInAnyOrder(
                    IntStream.range(0, emitted.get()).boxed().toArray());
        }
        assertThat(late).isEmpty();
    }

    @Test
    void drop_thenAnErrorThatTheInterruptCaused_reportsNothing_andAnotherOneOnce() throws Exception { // L8
        for (Exception thrown : List.of(new IllegalStateException("wrapped", new ClosedByInterruptException()),
                new IllegalStateException("the clean-up failed"))) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicReference<Thread> thread = new AtomicReference<>();
            PollableStream<Integer> stream = LoomStreams.generate(1, emitter -> {
                thread.set(Thread.currentThread());
                begun.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw thrown;
                }
            });
            stream.poll(Waker.NOOP);
            begun.await();
            stream.drop();
            thread.get().join();
        }

        assertThat(late).singleElement().satisfies(error -> assertThat(error).hasMessage("the clean-up failed"));
    }

    @Test
    void end_tellsTheConsumerWithoutTheInterruptFlag() throws Exception { // L13
        AtomicReference<Boolean> flag = new AtomicReference<>();
        PollableStream<Integer> stream = LoomStreams.generate(1, emitter -> {
            inBody.await();
            Thread.currentThread().interrupt();
        });
        stream.poll(() -> flag.set(Thread.currentThread().isInterrupted()));
        inBody.countDown();

        await().until(() -> flag.get() != null);
        assertThat(flag.get()).isFalse();
        stream.drop();
    }

    // ------------------------------------------------------------------------------------------ misuse, context

    @Test
    void interruptBySomebodyElse_isTheGeneratorsToHandle_andLosesNothing() throws Exception { // S2
        CountDownLatch thrown = new CountDownLatch(1);
        PollableStream<String> stream = LoomStreams.generate(1, emitter -> {
            Thread.currentThread().interrupt();
            try {
                emitter.emit("first"); // delivered, though it throws
            } catch (InterruptedException e) {
                thrown.countDown();
                emitter.emit("second"); // waits for room first
            }
        });
        stream.poll(Waker.NOOP);
        thrown.await(); // taken before, the first would have made room, and nothing would have waited

        assertThat(all(stream)).containsExactly("first", "second");
        assertThat(discarded).isEmpty();
    }

    @Test
    void emit_onAnotherThreadOrOfNull_isRefused() throws Exception { // L17
        AtomicReference<Emitter<String>> leaked = new AtomicReference<>();
        PollableStream<String> stream = LoomStreams.generate(emitter -> {
            leaked.set(emitter);
            assertThatThrownBy(() -> emitter.emit(null)).isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("null");
            emitter.emit("item");
        });

        assertThat(all(stream)).containsExactly("item");
        assertThatThrownBy(() -> leaked.get().emit("from elsewhere")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Thread.currentThread().toString()).hasMessageContaining("crossweave-stream");
    }

    /** The consumer is told of the end on the generator's thread. */
    @Test
    void emit_onItsOwnThreadAfterTheEnd_isRefused() { // L17
        AtomicReference<Emitter<String>> leaked = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        PollableStream<String> stream = LoomStreams.generate(emitter -> {
            leaked.set(emitter);
            inBody.await();
        });
        stream.poll(() -> {
            try {
                leaked.get().emit("late");
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        inBody.countDown();

        await().until(() -> thrown.get() != null);
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
        assertThat(stream.poll(Waker.NOOP)).isEqualTo(PollableStream.Next.END);
        stream.drop();
    }

    @Test
    void context_isThatOfWhereTheStreamWasMade_andTheConsumersOverIt() throws Exception { // L10
        ThreadLocal<String> user = new ThreadLocal<>();
        TaskContext.register("user of LoomStreamsTest", user);
        try {
            user.set("maker");
            PollableStream<String> stream = LoomStreams.generate(1, emitter -> {
                emitter.emit(user.get());
                emitter.emit(user.get());
            });
            user.set("consumer");
            assertThat(all(stream)).containsExactly("consumer", "consumer");

            user.set("maker");
            PollableStream<String> other = LoomStreams.generate(1, emitter -> emitter.emit(user.get()));
            user.remove();
            assertThat(all(other)).containsExactly("maker");
        } finally {
            user.remove();
            TaskContext.unregister("user of LoomStreamsTest");
        }
    }

    @Test
    void inheritableThreadLocals_areThoseOfTheThreadThatMadeTheStream() throws Exception {
        InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
        user.set("maker");
        PollableStream<String> stream = LoomStreams.generate(1, emitter -> emitter.emit(user.get()));
        user.set("changed since");

        assertThat(all(stream)).containsExactly("maker");
    }

    @Test
    void failure_isTheVeryObject_andCancellationIsCancelled() throws Exception { // L2, L5
        Error error = new AssertionError("an error, not an exception");
        assertThatThrownBy(() -> all(LoomStreams.generate(emitter -> {
            throw error;
        }))).isSameAs(error);

        PollableStream<String> cancelled = LoomStreams.generate(emitter -> {
            throw new CancellationException("by the generator");
        });
        await().until(() -> cancelled.poll(Waker.NOOP) == PollableStream.Next.END);
        assertThat(cancelled.end()).isInstanceOf(Outcome.Cancelled.class);
        cancelled.drop();
    }
}
