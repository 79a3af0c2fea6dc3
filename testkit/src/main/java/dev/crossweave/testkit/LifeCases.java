package dev.crossweave.testkit;

import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Ownership;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Cases of the laws about who starts and ends what: L3, L4, L6, L7. */
final class LifeCases {

    private static final Object VALUE = "the value";

    private LifeCases() {
    }

    // ------------------------------------------------------------------------------------------ L3

    static <S> void l3(Cases<S> cases) {
        if (!cases.has(Trait.COLD)) {
            cases.given("a hot source whose task nobody awaits", (law, fixture) -> {
                SourceProbe<S> source = fixture.source();
                Task<@Nullable Object> task = fixture.toTask(source.source());
                source.succeed(VALUE);
                law.expect(task.isDone(), "a task that ends with its source", task);
            });
            return;
        }
        cases.given("a conversion, and looks at the task", (law, fixture) -> {
            SourceProbe<S> source = fixture.source();
            Task<@Nullable Object> task = fixture.toTask(source.source());
            law.expect(!task.peek().isReady() && !task.isDone(), "a task that has not ended", task);
            law.count(0, "starts", source.starts());
            source.succeed(VALUE); // the start, when it comes, is the first one: none was on its way
            law.value(VALUE, law.outcome(task));
            law.startsOnce(source);
        });
        cases.given("several polls, a start and a handle", (law, fixture) -> {
            Cases.Running<S> running = cases.running(law, fixture);
            CountDownLatch woken = new CountDownLatch(2);
            running.task().poll(woken::countDown);
            running.task().poll(new CountingWaker());
            HandleProbe handle = fixture.handle(running.task());
            running.task().start().poll(woken::countDown);
            running.source().succeed(VALUE);
            law.value(VALUE, law.outcome(running.task()));
            law.value(VALUE, law.seen(handle));
            law.expect(law.await(woken), "every awaiter to be woken", woken.getCount() + " were not");
            law.startsOnce(running.source());
        });
        cases.given("a first poll on two threads at once", LifeCases::startOnTwoThreads);
        cases.given("a task that is cancelled before its start", (law, fixture) -> {
            SourceProbe<S> source = fixture.source();
            Task<@Nullable Object> task = fixture.toTask(source.source());
            task.cancel();
            law.cancelled(law.outcome(task));
            law.count(0, "starts", source.starts());
        });
    }

    private static <S> void startOnTwoThreads(Law law, AdapterFixture<S> fixture) throws Exception {
        SourceProbe<S> source = fixture.source();
        Task<@Nullable Object> task = fixture.toTask(source.source());
        CyclicBarrier together = new CyclicBarrier(2);
        CountDownLatch woken = new CountDownLatch(2);
        Runnable poll = () -> {
            try {
                together.await();
            } catch (Exception e) {
                throw new AssertionError("the barrier of this test broke", e);
            }
            task.poll(woken::countDown);
        };
        Thread one = Thread.ofPlatform().start(poll);
        Thread other = Thread.ofPlatform().start(poll);
        one.join(law.patience());
        other.join(law.patience());
        law.startsOnce(source);
        source.succeed(VALUE);
        law.expect(law.await(woken), "both awaiters to be woken", woken.getCount() + " were not");
        law.value(VALUE, law.outcome(task));
        law.startsOnce(source);
    }

    // ------------------------------------------------------------------------------------------ L4

    static <S> void l4(Cases<S> cases) {
        cases.given("a cancelled task, made without naming an ownership", (law, fixture) -> {
            SourceProbe<S> source = fixture.source();
            cancelKeeps(law, fixture.ownership(), cases.running(law, source, fixture.toTask(source.source())));
        });
        if (!cases.has(Trait.TAKES_OWNERSHIP)) {
            return;
        }
        for (Ownership ownership : Ownership.values()) {
            cases.given("a cancelled task, made as " + ownership, (law, fixture) -> {
                SourceProbe<S> source = fixture.source();
                Task<@Nullable Object> task = fixture.toTask(source.source(), ownership);
                cancelKeeps(law, ownership, cases.running(law, source, task));
            });
        }
        for (HandleProbe.End end : cases.ends()) {
            if (end.releases()) {
                cases.given("a SHARED task and three handles, ended by " + end.name(),
                        (law, fixture) -> shared(law, fixture, end.name()));
            }
        }
    }

    private static void cancelKeeps(Law law, Ownership ownership, Cases.Running<?> running) throws Exception {
        running.task().cancel();
        if (ownership != Ownership.OBSERVED) {
            law.cancelsOnce(running.source());
        }
        running.source().letGo();
        law.cancelled(law.outcome(running.task()));
        law.count(ownership == Ownership.OBSERVED ? 0 : 1, "cancellations of a source that is " + ownership,
                running.source().cancels());
    }

    private static <S> void shared(Law law, AdapterFixture<S> fixture, String end) throws Exception {
        SourceProbe<S> source = fixture.source();
        Task<@Nullable Object> task = fixture.toTask(source.source(), Ownership.SHARED);
        HandleProbe first = fixture.handle(task);
        HandleProbe second = fixture.handle(task);
        HandleProbe third = fixture.handle(task);
        first.end(end);
        second.end(end);
        law.count(0, "cancellations of a source that one of three handles still waits for", source.cancels());
        law.expect(!task.isDone(), "a task that runs on", task);
        third.end(end);
        law.cancelsOnce(source);
        source.letGo();
        law.cancelled(law.outcome(task));
    }

    // ------------------------------------------------------------------------------------------ L6

    static <S> void l6(Cases<S> cases) {
        for (HandleProbe.End end : cases.ends()) {
            if (end.releases()) {
                cases.given("a handle ended by " + end.name(), (law, fixture) -> {
                    Stoppable task = new Stoppable();
                    fixture.handle(task).end(end.name());
                    law.expect(law.await(task.stopped), "the task to be released, and so cancelled", task);
                    law.cancelled(law.outcome(task));
                });
            } else {
                cases.given("a handle left by " + end.name(), (law, fixture) -> {
                    Stoppable task = new Stoppable();
                    HandleProbe handle = fixture.handle(task);
                    handle.end(end.name());
                    law.seen(handle);
                    law.expect(!task.isDone() && task.stopped.getCount() == 1, "a task that goes on", task);
                    task.complete(VALUE);
                    law.value(VALUE, law.outcome(task));
                });
            }
            cases.given("a handle that has shown a value, and then " + end.name(), (law, fixture) -> {
                HandleProbe handle = fixture.handle(Tasks.value(VALUE));
                law.value(VALUE, law.seen(handle));
                handle.end(end.name());
                law.value(VALUE, law.seen(handle));
            });
        }
    }

    /** Tells when it is asked to stop. */
    private static final class Stoppable extends Completer<@Nullable Object> {
        final CountDownLatch stopped = new CountDownLatch(1);

        @Override
        protected boolean onCancel() {
            stopped.countDown();
            return true;
        }
    }

    // ------------------------------------------------------------------------------------------ L7

    static <S> void l7(Cases<S> cases) {
        cases.given("a cancelled task whose source is being cancelled", (law, fixture) -> {
            Cases.Running<S> running = cases.running(law, fixture);
            if (fixture.ownership() == Ownership.OBSERVED) {
                running.task().cancel();
                law.cancelled(law.outcome(running.task())); // nothing to wait for
                return;
            }
            AtomicInteger cancelsWhenSeen = new AtomicInteger(-1);
            running.task().poll(() -> cancelsWhenSeen.compareAndSet(-1, running.source().cancels()));
            running.task().cancel();
            if (cases.has(Trait.LETS_GO_LATER)) {
                law.cancelsOnce(running.source());
                law.expect(!running.task().isDone(), "a task that waits until its source has let go", running.task());
                running.source().letGo();
            }
            law.cancelled(law.outcome(running.task()));
            law.expect(cancelsWhenSeen.get() != 0, "the source to be told before the task is seen cancelled",
                    "a waker that found the source not told");
        });
        cases.given("a handle of a task that was cancelled and has not been dropped", (law, fixture) -> {
            SteppingSchedule schedule = new SteppingSchedule();
            Guarded guarded = new Guarded();
            Task<@Nullable Object> task = Tasks.on(schedule).spawn(guarded);
            HandleProbe handle = fixture.handle(task);
            guarded.handle = handle;
            schedule.runAll();
            task.cancel();
            law.expect(handle.peek() == null, "a handle that shows nothing before the drop", handle.peek());
            schedule.runAll();
            law.cancelled(law.seen(handle));
            law.count(1, "drops", guarded.drops);
            law.expect(guarded.shownAtDrop == null, "a handle that shows nothing at the drop", guarded.shownAtDrop);
        });
    }

    /** Never ends, and remembers what the handle showed when it was dropped. */
    private static final class Guarded implements Pollable<@Nullable Object> {
        @Nullable HandleProbe handle;
        @Nullable Outcome<@Nullable Object> shownAtDrop;
        int drops;

        @Override
        public Poll<@Nullable Object> poll(Waker waker) {
            return Poll.pending();
        }

        @Override
        public void drop() {
            drops++;
            shownAtDrop = handle == null ? null : handle.peek();
        }
    }
}
