package dev.crossweave.loom;

import static dev.crossweave.testkit.StreamTrait.COLD;
import static dev.crossweave.testkit.StreamTrait.DEMAND;
import static dev.crossweave.testkit.StreamTrait.SIGNALS_LATE;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import dev.crossweave.testkit.StreamFixture;
import dev.crossweave.testkit.StreamLaws;
import dev.crossweave.testkit.StreamProbe;
import dev.crossweave.testkit.StreamTrait;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** {@link LoomStreams} keeps the laws for streams. */
class LoomStreamsLawsTest extends StreamLaws<Generator<Object>> {

    @Override
    protected StreamFixture<Generator<Object>> fixture() {
        return new ThreadFixture();
    }

    private static final class ThreadFixture implements StreamFixture<Generator<Object>> {

        private final Map<Generator<Object>, ThreadProbe> probes = new IdentityHashMap<>();

        @Override
        public Set<StreamTrait> traits() {
            return Set.of(COLD, DEMAND, SIGNALS_LATE);
        }

        @Override
        public StreamProbe<Generator<Object>> source(int capacity) {
            ThreadProbe probe = new ThreadProbe();
            probes.put(probe.source(), probe);
            return probe;
        }

        @Override
        public PollableStream<Object> toStream(Generator<Object> source, int capacity) {
            return new Settled(LoomStreams.generate(capacity, source), probes.get(source));
        }

        @Override
        public PollableStream<Object> toStream(Generator<Object> source) {
            return new Settled(LoomStreams.generate(source), probes.get(source));
        }

        @Override
        public void close() {
            probes.values().forEach(probe -> probe.command(Poll.ready(null))); // so that no thread is left behind
        }
    }

    /** A law looks at once at what a call has brought about, which here the other thread has to do first. */
    private record Settled(PollableStream<Object> stream, ThreadProbe probe) implements PollableStream<Object> {

        @Override
        public Next poll(Waker waker) {
            Next next = stream.poll(waker);
            probe.startedByNow = true;
            probe.settle();
            return next;
        }

        @Override
        public Object take() {
            Object item = stream.take();
            probe.settle();
            return item;
        }

        @Override
        public Outcome<@Nullable Void> end() {
            return stream.end();
        }

        @Override
        public void drop() {
            stream.drop();
            probe.settle();
        }
    }

    /** A generator that emits what the law gives; it takes nothing while it is held back. */
    private static final class ThreadProbe extends StreamProbe<Generator<Object>> {

        private final ConcurrentLinkedQueue<Object> commands = new ConcurrentLinkedQueue<>(); // items, and the end
        private final Semaphore given = new Semaphore(0);
        private boolean startedByNow;
        private volatile Thread thread;

        /** It waits for a command, and is not held back. */
        private volatile boolean receptive;

        private volatile boolean over;
        private boolean ending;
        private boolean interrupted;

        private final Generator<Object> generator = this::generate;

        @Override
        public Generator<Object> source() {
            return generator;
        }

        private void generate(Emitter<Object> emitter) throws Exception {
            thread = Thread.currentThread();
            try {
                started();
                while (!ending) {
                    obey(emitter);
                }
            } finally {
                over = true;
            }
        }

        /** Until the end, or an interrupt; after that it goes on, as a generator may. */
        private void obey(Emitter<Object> emitter) throws Exception {
            try {
                while (true) {
                    receptive = true;
                    given.acquire();
                    receptive = false;
                    Object command = commands.remove();
                    if (command instanceof Outcome<?> outcome) {
                        ending = true;
                        outcome.orElseThrow();
                        return;
                    }
                    emitter.emit(command);
                }
            } catch (InterruptedException e) {
                if (ending) {
                    throw e; // the law's own
                }
                if (!interrupted) {
                    interrupted = true;
                    cancelled();
                }
            }
        }

        @Override
        protected boolean offer(Object item) {
            settle();
            if (receptive && !over) {
                signal(item);
                return true;
            }
            return false;
        }

        @Override
        protected void signal(Object item) {
            command(item);
            settle();
        }

        @Override
        protected void signalEnd(Outcome<@Nullable Void> outcome) {
            command(outcome);
            settle();
        }

        void command(Object command) {
            commands.add(command);
            given.release();
        }

        /** Waits until the thread has done all that it can: it waits for a command, or is held back, or has ended. */
        void settle() {
            long begin = System.nanoTime();
            while (startedByNow && !isSettled()) {
                if (System.nanoTime() - begin > Duration.ofSeconds(10).toNanos()) {
                    throw new AssertionError("the generator still runs: " + List.of(thread.getStackTrace()));
                }
                Thread.onSpinWait();
            }
        }

        private boolean isSettled() {
            if (over) {
                return !thread.isAlive(); // what comes of the end has come
            }
            return thread != null && thread.getState() == Thread.State.WAITING && (!receptive || commands.isEmpty());
        }
    }
}
