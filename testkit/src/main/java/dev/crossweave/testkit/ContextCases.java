package dev.crossweave.testkit;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Task;
import dev.crossweave.TaskContext;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Cases of the law about context, L10. */
final class ContextCases {

    private static final Object VALUE = "the value";

    private static final Object HERE = "the context of where the task was made";
    private static final Object ELSEWHERE = "what the thread has";

    private ContextCases() {
    }

    /** A thread-local that is part of every context until this is closed. */
    static final class Registered implements AutoCloseable {
        @SuppressWarnings("ThreadLocalUsage") // lives as long as one case
        private final ThreadLocal<@Nullable Object> local = new ThreadLocal<>();

        Registered() {
            TaskContext.register(this, local);
        }

        @Nullable Object get() {
            return local.get();
        }

        void set(@Nullable Object value) {
            local.set(value);
        }

        /** Makes something where the value is this one. */
        <R> R make(@Nullable Object value, Callable<R> made) throws Exception {
            local.set(value);
            try {
                return made.call();
            } finally {
                local.remove();
            }
        }

        @Override
        public void close() {
            TaskContext.unregister(this);
            local.remove();
        }
    }

    static <S> void l10(Cases<S> cases) {
        if (cases.has(Trait.COLD) && !cases.has(Trait.LOSES_CONTEXT)) {
            cases.given("a cold source that is started where the thread has another context", ContextCases::start);
            cases.given("a cold source that is cancelled where the thread has another context",
                    (law, fixture) -> cancel(law, cases, fixture));
        }
        cases.given("functions composed onto a task that ends where the thread has another context",
                ContextCases::functions);
        cases.given("a task that awaits another, and is polled where the thread has another context",
                ContextCases::poll);
    }

    private static <S> void start(Law law, AdapterFixture<S> fixture) throws Exception {
        try (Registered context = new Registered()) {
            SourceProbe<S> source = fixture.source();
            List<@Nullable Object> seen = new CopyOnWriteArrayList<>();
            source.whenStarted(() -> seen.add(context.get()));
            Task<@Nullable Object> task = context.make(HERE, () -> fixture.toTask(source.source()));
            context.set(ELSEWHERE);
            task.start();
            law.startsOnce(source);
            law.expect(seen.equals(List.of(HERE)), "a start that sees " + HERE, seen);
            law.same(ELSEWHERE, context.get());
            source.succeed(VALUE);
            law.value(VALUE, law.outcome(task));
        }
    }

    private static <S> void cancel(Law law, Cases<S> cases, AdapterFixture<S> fixture) throws Exception {
        try (Registered context = new Registered()) {
            SourceProbe<S> source = fixture.source();
            List<@Nullable Object> seen = new CopyOnWriteArrayList<>();
            source.whenCancelled(() -> seen.add(context.get()));
            Task<@Nullable Object> task = context.make(HERE, () -> fixture.toTask(source.source()));
            context.set(ELSEWHERE);
            Cases.Running<S> running = cases.running(law, source, task);
            running.task().cancel();
            law.cancelsOnce(source);
            law.expect(seen.equals(List.of(HERE)), "a cancellation that sees " + HERE, seen);
            law.same(ELSEWHERE, context.get());
            source.letGo();
            law.cancelled(law.outcome(task));
        }
    }

    private static <S> void functions(Law law, AdapterFixture<S> fixture) throws Exception {
        try (Registered context = new Registered()) {
            SourceProbe<S> source = fixture.source();
            SourceProbe<S> failing = fixture.source();
            Task<@Nullable Object> task = fixture.toTask(source.source());
            Task<@Nullable Object> failed = fixture.toTask(failing.source());
            List<Task<@Nullable Object>> composed =
                    context.make(HERE, () -> List.of(task.<@Nullable Object>map(value -> context.get()),
                            task.<@Nullable Object>then(value -> Tasks.<@Nullable Object>value(context.get())),
                            failed.recover(cause -> context.get())));
            context.set(ELSEWHERE);
            composed.forEach(Task::start);
            source.succeed(VALUE);
            failing.fail(new Exception("to recover from"));
            for (Task<@Nullable Object> each : composed) {
                law.value(HERE, law.outcome(each));
            }
            law.same(ELSEWHERE, context.get());
        }
    }

    private static <S> void poll(Law law, AdapterFixture<S> fixture) throws Exception {
        try (Registered context = new Registered()) {
            SourceProbe<S> source = fixture.source();
            Task<@Nullable Object> task = fixture.toTask(source.source());
            SteppingSchedule schedule = new SteppingSchedule();
            Looking looking = new Looking(task, context);
            Task<@Nullable Object> awaiting =
                    context.make(HERE, () -> Tasks.on(schedule).<@Nullable Object>spawn(looking));
            context.set(ELSEWHERE);
            schedule.runAll();
            source.succeed(VALUE);
            long deadline = System.nanoTime() + law.patience().toNanos();
            while (!awaiting.isDone() && System.nanoTime() < deadline) { // its wake may come from another thread
                schedule.runAll();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            law.same(VALUE, awaiting.isDone() ? awaiting.resultNow() : awaiting);
            List<@Nullable Object> seen = looking.seen();
            law.expect(seen.size() >= 2 && seen.stream().allMatch(value -> value == HERE),
                    "two polls at least, each of which sees " + HERE, seen);
            law.same(ELSEWHERE, context.get());
        }
    }

    /** Awaits a task, and remembers what it saw at each poll. */
    private record Looking(Task<@Nullable Object> task, Registered context, List<@Nullable Object> seen)
            implements Pollable<@Nullable Object> {

        Looking(Task<@Nullable Object> task, Registered context) {
            this(task, context, new ArrayList<>());
        }

        @Override
        public Poll<@Nullable Object> poll(Waker waker) {
            seen.add(context.get());
            return task.poll(waker);
        }
    }
}
