package dev.crossweave.testkit;

import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** The cases of one law of streams, each with a fixture of its own. */
final class StreamCases<S> {

    /** Tests one situation. */
    interface Check<S> {
        void run(Situation<S> at) throws Exception;
    }

    private final String law;
    private final Supplier<? extends StreamFixture<S>> fixtures;
    private final Duration patience;
    private final Set<StreamTrait> traits;
    private final List<DynamicTest> tests = new ArrayList<>();

    StreamCases(String law, Supplier<? extends StreamFixture<S>> fixtures, Duration patience) {
        this.law = law;
        this.fixtures = fixtures;
        this.patience = patience;
        try (StreamFixture<S> fixture = fixtures.get()) {
            this.traits = Set.copyOf(fixture.traits());
        }
    }

    boolean has(StreamTrait trait) {
        return traits.contains(trait);
    }

    void given(String situation, Check<S> check) {
        tests.add(DynamicTest.dynamicTest(situation, () -> {
            try (StreamFixture<S> fixture = fixtures.get();
                    Situation<S> at = new Situation<>(new Law(law, situation, patience), fixture)) {
                check.run(at);
            }
        }));
    }

    List<DynamicTest> list() {
        return tests;
    }

    /** One case at work: its law, its fixture, and everything that went to a hook. */
    static final class Situation<S> implements AutoCloseable {
        final Law law;
        final StreamFixture<S> fixture;
        final List<Object> discarded = new CopyOnWriteArrayList<>();
        final List<Throwable> reported = new CopyOnWriteArrayList<>();
        final List<Throwable> reportedToOwnHook = new CopyOnWriteArrayList<>();
        private final Semaphore woken = new Semaphore(0);
        private final Waker waker = woken::release;

        Situation(Law law, StreamFixture<S> fixture) {
            this.law = law;
            this.fixture = fixture;
            Hooks.onDiscard(discarded::add);
            Hooks.onLateError(reported::add);
            if (hasOwnHook()) {
                fixture.ownLateErrors(reportedToOwnHook::add);
            }
        }

        private boolean hasOwnHook() {
            return fixture.traits().contains(StreamTrait.OWN_LATE_ERRORS);
        }

        /** What the stream answers when it is not pending any more. */
        PollableStream.Next next(PollableStream<Object> stream) throws InterruptedException {
            for (;;) {
                PollableStream.Next next = stream.poll(waker);
                if (next != PollableStream.Next.PENDING) {
                    return next;
                }
                law.expect(woken.tryAcquire(law.patience().toNanos(), TimeUnit.NANOSECONDS),
                        "an item or the end, or a wake", "neither after " + law.patience());
            }
        }

        /** Polls once, so that a cold source is started. */
        void start(PollableStream<Object> stream) {
            law.expect(stream.poll(waker) == PollableStream.Next.PENDING, "a stream that waits", stream);
        }

        Object take(PollableStream<Object> stream) throws InterruptedException {
            PollableStream.Next next = next(stream);
            law.expect(next == PollableStream.Next.ITEM, "an item", next);
            return stream.take();
        }

        Outcome<@Nullable Void> end(PollableStream<Object> stream) throws InterruptedException {
            PollableStream.Next next = next(stream);
            law.expect(next == PollableStream.Next.END, "the end", next);
            return stream.end();
        }

        /** Offers items until there is no demand, and gives how many were taken. */
        int fill(StreamProbe<S> source, int most) {
            int taken = 0;
            while (taken < most && source.offer("item " + taken)) {
                taken++;
            }
            return taken;
        }

        void reportedOnce(Throwable error) {
            List<Throwable> expected = hasOwnHook() ? reportedToOwnHook : reported;
            List<Throwable> other = hasOwnHook() ? reported : reportedToOwnHook;
            law.expect(expected.equals(List.of(error)) && other.isEmpty(), "one report of " + error + " to "
                    + (hasOwnHook() ? "the ecosystem's own hook" : "dev.crossweave.Hooks"), reports());
        }

        void reportedNothing() {
            law.expect(reported.isEmpty() && reportedToOwnHook.isEmpty(), "no report", reports());
        }

        private String reports() {
            return reportedToOwnHook + " in the ecosystem's own hook, " + reported + " in dev.crossweave.Hooks";
        }

        @Override
        public void close() {
            Hooks.onDiscard(null);
            Hooks.onLateError(null);
            if (hasOwnHook()) {
                fixture.ownLateErrors(null);
            }
        }
    }
}
