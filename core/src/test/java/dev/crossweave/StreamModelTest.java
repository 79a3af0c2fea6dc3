package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From publisher to publisher by way of a stream, against a model that is nothing but counters: a source that emits where it is
 * asked, later, or when its subscriber makes it, and a subscriber that requests, cancels and throws from inside and outside of
 * its signals. All of it follows from the seed that a failure prints.
 */
class StreamModelTest {

    private static final int SEEDS = 2_000;
    private static final int STEPS = 5_000;

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final class Run implements Flow.Publisher<Integer>, Flow.Subscription, Flow.Subscriber<Integer> {
        final Random random;
        final int capacity;
        final int items;
        final boolean fails;
        final boolean reentrant;
        final boolean gentle;
        final List<String> trace = new ArrayList<>();
        final RuntimeException failure = new RuntimeException("of the source");
        final RuntimeException thrown = new RuntimeException("of the subscriber");

        Flow.Subscriber<? super Integer> stream;
        Flow.Subscription subscription;
        boolean sourceEnded;
        boolean sourceCancelled;
        int requested;
        int emitted;
        int delivered;
        long demand;
        boolean insideOfItem;
        boolean stopped;
        Object end;

        Run(long seed) {
            random = new Random(seed);
            capacity = random.nextInt(5) == 0 ? 1 + random.nextInt(300) : 1 + random.nextInt(6);
            items = random.nextInt(3) == 0 ? random.nextInt(20) : random.nextInt(1_000);
            fails = random.nextInt(3) == 0;
            reentrant = random.nextInt(3) == 0;
            gentle = random.nextBoolean();
        }

        // -------------------------------------------------------------------------------------- the source

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
            stream = subscriber;
            stream.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            trace.add("asked " + n);
            assertThat(sourceCancelled).as("asked after it was cancelled").isFalse();
            requested += Math.toIntExact(n);
            assertThat(requested - delivered).as("asked for and not given").isLessThanOrEqualTo(capacity + 1); // one is on its way
            emitSome(random.nextInt(4) == 0 ? random.nextInt(capacity + 1) : capacity);
        }

        @Override
        public void cancel() {
            trace.add("cancelled");
            assertThat(sourceCancelled || sourceEnded).as("cancelled twice, or after the end").isFalse();
            sourceCancelled = true;
        }

        private void emitSome(int most) {
            for (int i = 0; i < most && emitted < Math.min(requested, items) && !sourceCancelled; i++) {
                trace.add("emits " + emitted);
                stream.onNext(emitted++);
            }
            if (emitted == items && !insideOfItem && !sourceEnded && !sourceCancelled) {
                sourceEnded = true;
                trace.add("ends");
                if (fails) {
                    stream.onError(failure);
                } else {
                    stream.onComplete();
                }
            }
        }

        // -------------------------------------------------------------------------------------- the subscriber

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void onNext(Integer item) {
            trace.add("gets " + item);
            assertThat(insideOfItem).as("one item inside of another").isFalse();
            assertThat(stopped || end != null).as("an item after the end").isFalse();
            assertThat(item).as("order").isEqualTo(delivered);
            delivered++;
            assertThat((long) delivered).as("given").isLessThanOrEqualTo(demand);
            insideOfItem = true;
            try {
                act();
            } finally {
                insideOfItem = false;
            }
        }

        private void act() {
            if (random.nextInt(3) == 0) {
                ask();
            }
            if (reentrant && random.nextInt(5) == 0) {
                emitSome(1 + random.nextInt(3));
            }
            if (!gentle && random.nextInt(300) == 0) {
                stop();
            } else if (!gentle && random.nextInt(600) == 0) {
                trace.add("throws");
                stopped = true;
                throw thrown;
            }
        }

        private void ask() {
            long n = switch (random.nextInt(5)) {
                case 0 -> 1 + random.nextInt(400);
                case 1 -> random.nextInt(10) == 0 ? Long.MAX_VALUE : 2;
                default -> 1 + random.nextInt(3);
            };
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            trace.add("requests " + n);
            subscription.request(n);
        }

        private void stop() {
            trace.add("stops");
            stopped = true;
            subscription.cancel();
        }

        @Override
        public void onError(Throwable error) {
            ends(error);
        }

        @Override
        public void onComplete() {
            ends("completed");
        }

        private void ends(Object how) {
            trace.add("sees the end");
            assertThat(insideOfItem || stopped || end != null).as("an end that nobody expects").isFalse();
            end = how;
        }

        // -------------------------------------------------------------------------------------- the run

        void run() {
            PollableStream<Integer> polled = FlowStreams.fromPublisher(this, capacity);
            polled.poll(Waker.NOOP); // so that it is not the publisher itself that comes out (L15)
            FlowStreams.toPublisher(polled).subscribe(this);
            for (int step = 0; step < STEPS && end == null && !stopped; step++) {
                switch (random.nextInt(gentle ? 8 : 400)) {
                    case 0 -> emitSome(1 + random.nextInt(5));
                    case 8 -> stop();
                    default -> {
                        if (random.nextBoolean()) {
                            ask();
                        } else {
                            emitSome(1 + random.nextInt(capacity));
                        }
                    }
                }
                look();
            }
            assertThat(end != null || stopped).as("an end").isTrue();
        }

        /** Between two steps nothing is on its way. */
        private void look() {
            if (stopped) {
                assertThat(sourceEnded || sourceCancelled).as("the source was stopped").isTrue();
                assertThat(hooks.discarded()).as("discarded")
                        .isEqualTo(IntStream.range(delivered, emitted).boxed().toList());
            } else if (end != null) {
                assertThat(end).isEqualTo(fails ? failure : "completed");
                assertThat(delivered).isEqualTo(emitted).isEqualTo(items);
            } else {
                assertThat((long) delivered).as("given").isEqualTo(Math.min(emitted, demand));
                assertThat(requested - delivered).as("asked for and not given")
                        .isBetween(sourceEnded ? 0 : capacity / 4 + 1, capacity);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000, 2_000_000})
    void stream_behavesAsItsModel(long first) {
        for (long seed = first; seed < first + SEEDS; seed++) {
            hooks.reset();
            Run run = new Run(seed);
            try {
                run.run();
            } catch (AssertionError broken) {
                throw new AssertionError("seed " + seed + ", capacity " + run.capacity + ": "
                        + run.trace.subList(Math.max(0, run.trace.size() - 40), run.trace.size()), broken);
            }
            assertThat(hooks.late()).as("seed %s", seed).allMatch(late -> late == run.thrown);
        }
    }
}
