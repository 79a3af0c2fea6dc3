package dev.crossweave.loom;

import static dev.crossweave.testkit.StreamTrait.COLD;
import static dev.crossweave.testkit.StreamTrait.DEMAND;
import static dev.crossweave.testkit.StreamTrait.SAME_THREAD;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import dev.crossweave.testkit.StreamFixture;
import dev.crossweave.testkit.StreamLaws;
import dev.crossweave.testkit.StreamProbe;
import dev.crossweave.testkit.StreamTrait;
import java.util.ArrayDeque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link LoomGenerators} keeps the laws for streams. */
class LawsOfGeneratorsTest extends StreamLaws<Generator<Object>> {

    @Override
    protected StreamFixture<Generator<Object>> fixture() {
        return new ContinuationFixture();
    }

    private static final class ContinuationFixture implements StreamFixture<Generator<Object>> {

        @Override
        public Set<StreamTrait> traits() {
            return Set.of(COLD, DEMAND, SAME_THREAD);
        }

        @Override
        public StreamProbe<Generator<Object>> source(int capacity) {
            return new AwaitingProbe();
        }

        @Override
        public PollableStream<Object> toStream(Generator<Object> source, int capacity) {
            return LoomGenerators.generate(capacity, source);
        }

        @Override
        public PollableStream<Object> toStream(Generator<Object> source) {
            return LoomGenerators.generate(source);
        }
    }

    /**
     * A generator that awaits what the law gives. It is not run before the next poll that needs it; so what is given waits here
     * as long as it may be emitted.
     */
    private static final class AwaitingProbe extends StreamProbe<Generator<Object>> {

        private final ArrayDeque<Object> commands = new ArrayDeque<>(); // items, and the end
        private Waker waker = Waker.NOOP;
        private ContinuationStream<Object> stream;

        /** Inside of the generator, while it meets all demand at once. */
        private Emitter<Object> supplied;

        private final Pollable<Void> command = mine -> {
            waker = mine;
            return commands.isEmpty() ? Poll.pending() : Poll.ready(null);
        };

        @Override
        public Generator<Object> source() {
            return generator;
        }

        private final Generator<Object> generator = this::generate;

        private void generate(Emitter<Object> emitter) throws Exception {
            started();
            stream = (ContinuationStream<Object>) emitter;
            supplied = emitter;
            requested(Long.MAX_VALUE);
            supplied = null;
            try {
                obey(emitter);
            } catch (InterruptedException e) {
                cancelled();
                throw e;
            }
        }

        private void obey(Emitter<Object> emitter) throws Exception {
            while (true) {
                emitter.await(command);
                Object next = commands.remove();
                if (next instanceof Outcome<?> end) {
                    end.orElseThrow();
                    return;
                }
                emitter.emit(next);
            }
        }

        @Override
        protected boolean offer(Object item) {
            boolean asked = commands.size() < stream.room();
            if (asked) {
                signal(item);
            }
            return asked;
        }

        @Override
        protected void signal(Object item) {
            if (supplied == null) {
                commands.add(item);
                waker.wake();
                return;
            }
            try {
                supplied.emit(item);
            } catch (InterruptedException e) {
                throw new AssertionError("a law that supplies takes all of it", e);
            }
        }

        @Override
        protected void signalEnd(Outcome<@Nullable Void> outcome) {
            commands.add(outcome);
            waker.wake();
        }
    }
}
