package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.BlockingItems;
import dev.crossweave.Completer;
import dev.crossweave.Hooks;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.TaskContext;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoomGeneratorsTest {

    private final List<Throwable> late = new CopyOnWriteArrayList<>();
    private final List<Object> discarded = new CopyOnWriteArrayList<>();
    private final AtomicInteger computed = new AtomicInteger();

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

    private static <T> List<T> all(PollableStream<T> stream) throws InterruptedException {
        List<T> seen = new ArrayList<>();
        try (BlockingItems<T> items = stream.blockingItems()) {
            while (items.next()) {
                seen.add(items.get());
            }
        }
        return seen;
    }

    private Generator<Integer> counting() {
        return emitter -> {
            while (true) {
                emitter.emit(computed.incrementAndGet());
            }
        };
    }

    private static PollableStream.Next next(PollableStream<?> stream) {
        return stream.poll(Waker.NOOP);
    }

    // ------------------------------------------------------------------------------------------ items

    @Test
    void items_comeInOrder_fromFramesOfAnyDepth() throws Exception { // S2
        Generator<Integer> tree = new Generator<>() {
            @Override
            public void run(Emitter<Integer> emitter) throws InterruptedException {
                walk(emitter, 1);
            }

            private void walk(Emitter<Integer> emitter, int node) throws InterruptedException {
                if (node < 1_024) {
                    walk(emitter, 2 * node);
                    emitter.emit(node);
                    walk(emitter, 2 * node + 1);
                }
            }
        };

        for (int capacity : new int[]{1, 3, 256}) {
            assertThat(all(LoomGenerators.generate(capacity, tree))).hasSize(1_023).startsWith(512, 256, 513)
                    .endsWith(1_023);
        }
    }

    @Test
    void generator_computesAsMuchAsThereIsRoomFor_andNoMore() { // S1
        for (int capacity : new int[]{1, 4, 100}) {
            computed.set(0);
            PollableStream<Integer> stream = LoomGenerators.generate(capacity, counting());
            assertThat(computed).hasValue(0); // L3
            for (int i = 1; i <= 3 * capacity; i++) {
                assertThat(next(stream)).isEqualTo(PollableStream.Next.ITEM);
                assertThat(computed.get()).isBetween(i, i - 1 + capacity);
                assertThat(stream.take()).isEqualTo(i);
            }
            stream.drop();
        }
    }

    @Test
    void await_ofWhatIsNotThereYet_letsTheThreadGoOn_andTheGeneratorOnceItIs() throws Exception {
        RunQueue queue = new RunQueue();
        List<Completer<Integer>> sources = List.of(new Completer<>(), new Completer<>(), new Completer<>());
        List<Integer> seen = new ArrayList<>();
        Task<Void> consumer = Tasks.on(queue).spawn(LoomGenerators.<Integer>generate(emitter -> {
            for (Completer<Integer> source : sources) {
                emitter.emit(emitter.await(source));
            }
        }).forEach(seen::add));
        queue.runAll();
        assertThat(consumer.isDone()).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(seen).hasSize(i);
            sources.get(i).complete(i);
            queue.runAll();
        }

        assertThat(seen).containsExactly(0, 1, 2);
        consumer.join();
    }

    @Test
    void await_inOneGenerator_worksOnAVirtualThread_too() throws Exception {
        Task<String> task = LoomTasks.fromCallable(() -> "value");
        Generator<String> generator = emitter -> emitter.emit(emitter.await(task));

        assertThat(all(LoomGenerators.generate(generator))).containsExactly("value");
        assertThat(all(LoomStreams.generate(generator))).containsExactly("value");
    }

    @Test
    void await_ofAPollable_dropsItOnce_andThrowsItsFailure() throws Exception { // L2, L7
        IOException failure = new IOException("scripted");
        AtomicInteger drops = new AtomicInteger();
        Pollable<String> failing = new Pollable<>() {
            @Override
            public Poll<String> poll(Waker waker) throws IOException {
                throw failure;
            }

            @Override
            public void drop() {
                drops.incrementAndGet();
                throw new IllegalStateException("a broken drop");
            }
        };

        assertThatThrownBy(() -> all(LoomGenerators.<String>generate(emitter -> emitter.emit(emitter.await(failing)))))
                .isSameAs(failure);
        assertThat(drops).hasValue(1);
        assertThat(late).singleElement().isInstanceOf(IllegalStateException.class); // L18
    }

    // ------------------------------------------------------------------------------------------ drop

    @Test
    void drop_runsTheFinallyBlock_andDiscardsWhatItEmits() { // S3, L9
        List<String> events = new ArrayList<>();
        PollableStream<Integer> stream = LoomGenerators.generate(2, emitter -> {
            try {
                emitter.emit(1);
                emitter.emit(2);
                events.add("never");
            } finally {
                events.add("finally");
                assertThatThrownBy(() -> emitter.emit(3)).isInstanceOf(InterruptedException.class);
            }
        });
        assertThat(next(stream)).isEqualTo(PollableStream.Next.ITEM);

        stream.drop();

        assertThat(events).containsExactly("finally");
        assertThat(discarded).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(late).isEmpty();
        assertThatThrownBy(() -> next(stream)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dropped");
    }

    @Test
    void drop_whileItAwaits_forgetsTheTask_andDropsThePollable() {
        Completer<String> task = new Completer<>();
        PollableStream<String> observing = LoomGenerators.generate(emitter -> emitter.emit(emitter.await(task)));
        assertThat(observing.poll(() -> {
        })).isEqualTo(PollableStream.Next.PENDING);
        assertThat(observing.poll(() -> {
        })).isEqualTo(PollableStream.Next.PENDING);
        assertThat(task.toString()).contains("1 awaits"); // the waker of the last poll, and no other
        observing.drop();
        assertThat(task.toString()).doesNotContain("await");

        AtomicInteger drops = new AtomicInteger();
        PollableStream<String> owning = LoomGenerators.generate(emitter -> emitter.emit(emitter.await(new Pollable<>() {
            @Override
            public Poll<String> poll(Waker waker) {
                return Poll.pending();
            }

            @Override
            public void drop() {
                drops.incrementAndGet();
            }
        })));
        assertThat(next(owning)).isEqualTo(PollableStream.Next.PENDING);
        owning.drop();
        assertThat(drops).hasValue(1);
        assertThat(late).isEmpty();
    }

    @Test
    void drop_thenAnError_reportsItOnce_unlessTheDropHasCausedIt() { // L8
        IllegalStateException error = new IllegalStateException("the clean-up failed");
        PollableStream<Integer> broken = LoomGenerators.generate(1, emitter -> {
            try {
                emitter.emit(1);
            } finally {
                throw error;
            }
        });
        PollableStream<Integer> wrapping = LoomGenerators.generate(1, emitter -> {
            try {
                emitter.emit(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException("wrapped", e);
            }
        });
        next(broken);
        next(wrapping);
        broken.drop();
        wrapping.drop();

        assertThat(late).containsExactly(error);
    }

    // ------------------------------------------------------------------------------------------ limits

    @Test
    void call_onAnotherThread_isRefused_andNamesBoth() throws Exception { // L17
        PollableStream<Integer> stream = LoomGenerators.generate(1, counting());
        next(stream);
        Thread owner = Thread.currentThread();
        FutureTask<Void> elsewhere = new FutureTask<>(() -> {
            for (Runnable call : List.<Runnable>of(() -> next(stream), stream::take, stream::end, stream::drop)) {
                assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(owner.toString())
                        .hasMessageContaining(Thread.currentThread().toString());
            }
            return null;
        });
        Thread.ofPlatform().name("elsewhere").start(elsewhere);
        elsewhere.get();

        assertThat(stream.take()).isEqualTo(1); // nothing has happened to it
        stream.drop();
    }

    @Test
    void poll_onAVirtualThread_isRefused() throws Exception { // L17
        PollableStream<Integer> stream = LoomGenerators.generate(1, counting());
        FutureTask<Void> virtual = new FutureTask<>(() -> {
            assertThatThrownBy(() -> next(stream)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("platform").hasMessageContaining(Thread.currentThread().toString());
            return null;
        });
        Thread.ofVirtual().start(virtual);
        virtual.get();

        assertThat(next(stream)).isEqualTo(PollableStream.Next.ITEM);
        stream.drop();
    }

    @Test
    void generatorsInEachOther_emitEachItsOwn() throws Exception {
        PollableStream<String> outer = LoomGenerators.generate(1, emitter -> {
            for (String letter : List.of("a", "b")) {
                for (String item : all(LoomGenerators.<String>generate(1, inner -> {
                    inner.emit(letter + 1);
                    inner.emit(letter + 2);
                }))) {
                    emitter.emit(item);
                }
            }
        });

        assertThat(all(outer)).containsExactly("a1", "a2", "b1", "b2");
    }

    @Test
    void emit_thatIsNotInItsOwnFrames_isRefused() throws Exception { // L17
        AtomicReference<Emitter<String>> leaked = new AtomicReference<>();
        PollableStream<String> outer = LoomGenerators.generate(1, emitter -> {
            leaked.set(emitter);
            emitter.emit("first");
            all(LoomGenerators.generate(1, inner -> emitter.emit("into the outer one, from the inner one")));
        });
        next(outer);
        assertThatThrownBy(() -> leaked.get().emit("from outside")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Thread.currentThread().toString());
        assertThatThrownBy(() -> leaked.get().await(Tasks.value(1))).isInstanceOf(IllegalStateException.class);

        assertThatThrownBy(() -> all(outer)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside of another");
        assertThatThrownBy(() -> leaked.get().emit("after the end")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void useOfAStream_byItsOwnGenerator_isRefused() throws Exception { // L17
        AtomicReference<PollableStream<String>> self = new AtomicReference<>();
        self.set(LoomGenerators.generate(emitter -> {
            assertThatThrownBy(() -> next(self.get())).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another call");
            assertThatThrownBy(() -> self.get().drop()).isInstanceOf(IllegalStateException.class);
            emitter.emit("item");
        }));

        assertThat(all(self.get())).containsExactly("item");
    }

    /** Emits where it can't be suspended: the JVM has called it. */
    private static final class Initialised {
        private static final List<Throwable> THROWN = new ArrayList<>();
        private static Emitter<String> emitter;

        private static final class Holder {
            static {
                try {
                    emitter.emit("kept: it was emitted before it could not be suspended");
                } catch (Exception e) {
                    THROWN.add(e);
                }
            }

            static void touch() {
            }
        }
    }

    @Test
    void emit_insideOfAClassInitializer_saysThatItCantBeSuspendedThere() throws Exception {
        PollableStream<String> stream = LoomGenerators.generate(1, emitter -> {
            Initialised.emitter = emitter;
            Initialised.Holder.touch();
            emitter.emit("next");
        });

        assertThat(all(stream)).hasSize(2).endsWith("next");
        assertThat(Initialised.THROWN).singleElement().satisfies(thrown -> assertThat(thrown)
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("class initializer"));
    }

    @Test
    void misuse_isRefusedAtTheCall() throws Exception { // L17
        assertThatThrownBy(() -> LoomGenerators.generate(0, counting())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        PollableStream<String> stream = LoomGenerators.generate(emitter -> {
            assertThatThrownBy(() -> emitter.emit(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> emitter.await(null)).isInstanceOf(NullPointerException.class);
        });
        assertThat(all(stream)).isEmpty();
    }

    // ------------------------------------------------------------------------------------------ context

    @Test
    void context_isInForceAtEachPoll_andTakenBackAfterIt() { // L10
        ThreadLocal<String> user = new ThreadLocal<>();
        TaskContext.register("user of LoomGeneratorsTest", user);
        try {
            user.set("maker");
            PollableStream<String> stream = LoomGenerators.generate(1, emitter -> {
                emitter.emit(user.get());
                user.set("changed inside");
                emitter.emit(user.get());
                emitter.emit(user.get());
            });
            user.remove();
            List<String> seen = new ArrayList<>();
            while (next(stream) == PollableStream.Next.ITEM) {
                seen.add(stream.take());
                assertThat(user.get()).isNull();
            }
            assertThat(seen).containsExactly("maker", "changed inside", "maker");
            stream.drop();
        } finally {
            user.remove();
            TaskContext.unregister("user of LoomGeneratorsTest");
        }
    }

    // ------------------------------------------------------------------------------------------ availability

    /** In a JVM of its own, since it is found out once. */
    @Test
    void availability_isFoundOut_onAVirtualThread_too() throws Exception {
        assertThat(LoomGenerators.isAvailable()).isTrue();
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                OnAVirtualThread.class.getName()).redirectErrorStream(true).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(process.getInputStream()).hasContent("available: true");
        } finally {
            process.destroyForcibly();
        }
    }

    /** What that test runs. */
    static final class OnAVirtualThread {
        public static void main(String[] args) throws InterruptedException {
            Thread.startVirtualThread(() -> System.out.print("available: " + LoomGenerators.isAvailable())).join();
        }
    }
}
