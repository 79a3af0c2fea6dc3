package dev.crossweave.testkit;

import dev.crossweave.Completer;
import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Ownership;
import dev.crossweave.Poll;
import dev.crossweave.Task;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Cases of the laws about errors that nobody awaits, threads, memory and misuse: L8, L13, L16, L17, L18. */
final class SafetyCases {

    private static final Object VALUE = "the value";

    private SafetyCases() {
    }

    // ------------------------------------------------------------------------------------------ L8

    /** Everything that was reported, and through which hook. */
    private static final class Reports implements AutoCloseable {
        final List<Throwable> ours = new CopyOnWriteArrayList<>();
        final List<Throwable> own = new CopyOnWriteArrayList<>();
        private final AdapterFixture<?> fixture;

        Reports(AdapterFixture<?> fixture) {
            this.fixture = fixture;
            Hooks.onLateError(ours::add);
            if (hasOwn()) {
                fixture.ownLateErrors(own::add);
            }
        }

        boolean hasOwn() {
            return fixture.traits().contains(Trait.OWN_LATE_ERRORS);
        }

        /** Waits for one report, and fails when it isn't this error, in the right hook, once. */
        void once(Law law, Throwable error) {
            long deadline = System.nanoTime() + law.patience().toNanos();
            while (ours.isEmpty() && own.isEmpty() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            String hook = hasOwn() ? "the ecosystem's own hook" : "dev.crossweave.Hooks";
            law.expect((hasOwn() ? own : ours).equals(List.of(error)) && (hasOwn() ? ours : own).isEmpty(),
                    "one report of " + error + " to " + hook, this);
        }

        void none(Law law) {
            law.expect(ours.isEmpty() && own.isEmpty(), "no report", this);
        }

        @Override
        public String toString() {
            return own + " in the ecosystem's own hook, " + ours + " in dev.crossweave.Hooks";
        }

        @Override
        public void close() {
            Hooks.onLateError(null);
            if (hasOwn()) {
                fixture.ownLateErrors(null);
            }
        }
    }

    static <S> void l8(Cases<S> cases) {
        if (cases.has(Trait.FAILS_LATE)) {
            cases.given("an error that the source raises after it was cancelled", (law, fixture) -> {
                Exception error = new Exception("late");
                try (Reports reports = endAfterCancel(law, cases, fixture, Poll.failed(error))) {
                    if (fixture.ownership() == Ownership.OBSERVED) {
                        reports.none(law); // who owns the source will see it
                    } else {
                        reports.once(law, error);
                    }
                }
            });
            cases.given("an interrupt that the source raises because it was cancelled", (law, fixture) -> {
                Outcome<@Nullable Object> end = Poll.failed(new InterruptedException("what cancel brings about"));
                try (Reports reports = endAfterCancel(law, cases, fixture, end)) {
                    reports.none(law);
                }
            });
            cases.given("a cancellation that the source signals after it was cancelled", (law, fixture) -> {
                Outcome<@Nullable Object> end = Poll.cancelled(new CancellationException("what cancel brings about"));
                try (Reports reports = endAfterCancel(law, cases, fixture, end)) {
                    reports.none(law);
                }
            });
        }
        cases.given("a source that is cancelled", (law, fixture) -> {
            Cases.Running<S> running = cases.running(law, fixture);
            try (Reports reports = new Reports(fixture)) {
                running.task().cancel();
                running.source().letGo();
                law.cancelled(law.outcome(running.task()));
                reports.none(law);
            }
        });
        cases.given("a failure that an awaiter gets, and a handle", (law, fixture) -> {
            Cases.Running<S> running = cases.running(law, fixture);
            try (Reports reports = new Reports(fixture)) {
                HandleProbe handle = fixture.handle(running.task());
                running.source().fail(new Exception("not late"));
                law.failure(law.outcome(running.task()));
                law.failure(law.seen(handle));
                reports.none(law);
            }
        });
    }

    private static <S> Reports endAfterCancel(Law law, Cases<S> cases, AdapterFixture<S> fixture,
            Outcome<@Nullable Object> end) throws InterruptedException {
        Cases.Running<S> running = cases.running(law, fixture);
        Reports reports = new Reports(fixture);
        running.task().cancel();
        if (cases.has(Trait.LETS_GO_LATER)) {
            running.source().awaitCancel(law.patience());
        }
        running.source().end(end);
        running.source().letGo();
        law.cancelled(law.outcome(running.task()));
        return reports;
    }

    // ------------------------------------------------------------------------------------------ L13

    static <S> void l13(Cases<S> cases) {
        cases.given("a thread that is interrupted while it waits", (law, fixture) -> {
            Cases.Running<S> running = cases.running(law, fixture);
            FutureTask<Boolean> waiter = new FutureTask<>(() -> flagAfterInterrupt(law, running.task()));
            Thread thread = Thread.ofPlatform().start(waiter);
            thread.interrupt();
            judgeInterrupt(law, running, waiter);
        });
        cases.given("a thread that waits with its interrupt flag set", (law, fixture) -> {
            SourceProbe<S> source = fixture.source();
            Cases.Running<S> running = new Cases.Running<>(source, fixture.toTask(source.source()));
            FutureTask<Boolean> waiter = new FutureTask<>(() -> {
                Thread.currentThread().interrupt();
                return flagAfterInterrupt(law, running.task());
            });
            Thread.ofPlatform().start(waiter);
            judgeInterrupt(law, running, waiter);
        });
        cases.given("an interrupted thread that looks at a task that has ended", (law, fixture) -> {
            Cases.Running<S> running = cases.running(law, fixture);
            running.source().succeed(VALUE);
            law.outcome(running.task());
            FutureTask<Boolean> waiter = new FutureTask<>(() -> {
                Thread.currentThread().interrupt();
                law.same(VALUE, running.task().join());
                return Thread.interrupted();
            });
            Thread.ofPlatform().start(waiter);
            law.expect(waiter.get(), "the value, and the flag as it was", "a flag that was cleared");
        });
    }

    private static boolean flagAfterInterrupt(Law law, Task<@Nullable Object> task) throws Exception {
        try {
            Object value = task.get(law.patience().toNanos(), TimeUnit.NANOSECONDS);
            throw law.broken("InterruptedException", value);
        } catch (InterruptedException e) {
            return Thread.currentThread().isInterrupted();
        }
    }

    private static <S> void judgeInterrupt(Law law, Cases.Running<S> running, FutureTask<Boolean> waiter)
            throws Exception {
        try {
            law.expect(!waiter.get(), "the flag cleared, since InterruptedException was thrown", "a flag that is set");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionError broken
                    ? broken
                    : law.broken("InterruptedException", e.getCause());
        }
        law.expect(!running.task().isDone(), "a task that goes on", running.task());
        law.count(0, "cancellations of the source", running.source().cancels());
        running.source().succeed(VALUE);
        law.value(VALUE, law.outcome(running.task()));
    }

    // ------------------------------------------------------------------------------------------ L16

    /** A task that has ended, and what it mustn't hold any more. */
    private record Remains(Task<@Nullable Object> task, WeakReference<?> gone) {
    }

    static <S> void l16(Cases<S> cases) {
        cases.given("the source of a task that ended with a value", (law, fixture) -> isCollected(law, () -> {
            Cases.Running<S> running = cases.running(law, fixture);
            running.source().succeed(VALUE);
            law.value(VALUE, law.outcome(running.task()));
            return new Remains(running.task(), new WeakReference<>(running.source().source()));
        }));
        cases.given("the source of a task that was cancelled", (law, fixture) -> isCollected(law, () -> {
            Cases.Running<S> running = cases.running(law, fixture);
            running.task().cancel();
            running.source().letGo();
            law.cancelled(law.outcome(running.task()));
            return new Remains(running.task(), new WeakReference<>(running.source().source()));
        }));
        cases.given("the source of a task that was cancelled before its start",
                (law, fixture) -> isCollected(law, () -> {
                    SourceProbe<S> source = fixture.source();
                    Task<@Nullable Object> task = fixture.toTask(source.source());
                    task.cancel();
                    source.letGo();
                    law.cancelled(law.outcome(task));
                    return new Remains(task, new WeakReference<>(source.source()));
                }));
        cases.given("the context of a task that has ended", (law, fixture) -> {
            try (ContextCases.Registered context = new ContextCases.Registered()) {
                isCollected(law, () -> {
                    Object inContext = new Object();
                    SourceProbe<S> source = fixture.source();
                    Task<@Nullable Object> task = context.make(inContext, () -> fixture.toTask(source.source()));
                    cases.running(law, source, task);
                    source.succeed(VALUE);
                    law.value(VALUE, law.outcome(task));
                    return new Remains(task, new WeakReference<>(inContext));
                });
            }
        });
        cases.given("a handle of a task that has ended", (law, fixture) -> isCollected(law, () -> {
            Completer<@Nullable Object> task = new Completer<>();
            HandleProbe handle = fixture.handle(task);
            task.complete(VALUE);
            law.value(VALUE, law.seen(handle));
            return new Remains(task, new WeakReference<>(handle));
        }));
    }

    private static void isCollected(Law law, Callable<Remains> life) throws Exception {
        Remains remains = life.call();
        long deadline = System.nanoTime() + law.patience().toNanos();
        while (remains.gone().get() != null && System.nanoTime() < deadline) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        law.expect(remains.gone().get() == null, "nothing held but the outcome by " + remains.task(),
                remains.gone().get());
    }

    // ------------------------------------------------------------------------------------------ L17

    @SuppressWarnings("NullAway") // null is what is tried
    static <S> void l17(Cases<S> cases) {
        cases.given("null in place of a source", (law, fixture) -> refused(law, () -> fixture.toTask(null)));
        cases.given("null in place of a task", (law, fixture) -> refused(law, () -> {
            HandleProbe handle = fixture.handle(null); // one that awaits on a thread of its own shows it there
            throw law.is(NullPointerException.class, law.failure(law.seen(handle)));
        }));
        if (cases.has(Trait.TAKES_OWNERSHIP)) {
            cases.given("null in place of an ownership", (law, fixture) -> {
                SourceProbe<S> source = fixture.source();
                refused(law, () -> fixture.toTask(source.source(), null));
            });
        }
    }

    private static void refused(Law law, Callable<?> call) throws Exception {
        try {
            Object made = call.call();
            throw law.broken("NullPointerException at the call", made);
        } catch (NullPointerException e) {
            law.expect(e.getMessage() != null && e.getMessage().contains("null"),
                    "a message that says what was expected and that null came", e.getMessage());
        }
    }

    // ------------------------------------------------------------------------------------------ L18

    static <S> void l18(Cases<S> cases) {
        if (cases.has(Trait.COLD)) {
            cases.given("a source that throws when it is started", (law, fixture) -> {
                SourceProbe<S> source = fixture.source();
                IllegalStateException refusal = new IllegalStateException("no start");
                source.refuseToStart(refusal);
                law.same(refusal, law.failure(law.outcome(fixture.toTask(source.source()))));
            });
        }
        cases.given("an awaiter that throws when it is woken", (law, fixture) -> {
            Cases.Running<S> running = cases.running(law, fixture);
            IllegalStateException broken = new IllegalStateException("a broken waker");
            CountDownLatch others = new CountDownLatch(2);
            List<Throwable> reports = new CopyOnWriteArrayList<>();
            CountDownLatch reported = new CountDownLatch(1);
            Hooks.onLateError(error -> {
                reports.add(error);
                reported.countDown();
            });
            running.task().poll(others::countDown);
            running.task().poll(() -> {
                throw broken;
            });
            running.task().poll(others::countDown);
            running.source().succeed(VALUE);
            law.value(VALUE, law.outcome(running.task()));
            law.expect(law.await(others), "the other awaiters to be woken", others.getCount() + " were not");
            law.expect(law.await(reported) && reports.equals(List.of(broken)), "one report of " + broken, reports);
        });
    }
}
