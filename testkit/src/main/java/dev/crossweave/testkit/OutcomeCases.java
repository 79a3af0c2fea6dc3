package dev.crossweave.testkit;

import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Cases of the laws about what comes out in the end: L1, L2, L5, L15. */
final class OutcomeCases {

    private static final Object VALUE = "the value";

    private OutcomeCases() {
    }

    // ------------------------------------------------------------------------------------------ both ways

    /** Looks at what came of an end that the case has decided. */
    private interface Judge {
        void judge(Law law, Outcome<@Nullable Object> came);
    }

    /** A source with this end, decided before the conversion, and after the start. */
    private static <S> void in(Cases<S> cases, String what,
            Function<AdapterFixture<S>, Outcome<@Nullable Object>> end, Judge judge) {
        cases.given("a source that had ended with " + what, (law, fixture) -> {
            SourceProbe<S> source = fixture.source();
            source.end(end.apply(fixture));
            judge.judge(law, law.outcome(fixture.toTask(source.source())));
        });
        cases.given("a source that ends with " + what + " later", (law, fixture) -> {
            Cases.Running<S> running = cases.running(law, fixture);
            running.source().end(end.apply(fixture));
            judge.judge(law, law.outcome(running.task()));
        });
    }

    /** A task with this end, decided before the conversion, and after it. */
    private static <S> void out(Cases<S> cases, String what,
            Function<AdapterFixture<S>, Outcome<@Nullable Object>> end, Judge judge) {
        cases.given("a handle of a task that had ended with " + what, (law, fixture) -> judge.judge(law,
                law.seen(fixture.handle(Tasks.ended(end.apply(fixture))))));
        cases.given("a handle of a task that ends with " + what + " later", (law, fixture) -> {
            Completer<@Nullable Object> task = new Completer<>();
            HandleProbe handle = fixture.handle(task);
            law.expect(handle.peek() == null, "a handle that shows nothing before the task has ended", handle.peek());
            task.end(end.apply(fixture));
            judge.judge(law, law.seen(handle));
        });
    }

    // ------------------------------------------------------------------------------------------ L1

    static <S> void l1(Cases<S> cases) {
        Judge value = (law, came) -> law.value(VALUE, came);
        Judge none = (law, came) -> law.value(null, came);
        Judge failure = (law, came) -> law.failure(came);
        Judge noSuchElement = (law, came) -> law.is(NoSuchElementException.class, law.failure(came));
        in(cases, "a value", fixture -> Poll.ready(VALUE), value);
        in(cases, "a failure", fixture -> Poll.failed(new IllegalStateException("a failure")), failure);
        in(cases, "a time-out", fixture -> Poll.failed(fixture.timeout()), failure);
        if (cases.has(Trait.SOURCE_HAS_NULL)) {
            in(cases, "null, or empty", fixture -> Poll.<@Nullable Object>ready(null), none);
        }
        out(cases, "a value", fixture -> Poll.ready(VALUE), value);
        out(cases, "a failure", fixture -> Poll.failed(new IllegalStateException("a failure")), failure);
        out(cases, "a time-out", fixture -> Poll.failed(fixture.timeout()), failure);
        out(cases, "null", fixture -> Poll.<@Nullable Object>ready(null),
                cases.has(Trait.HANDLE_HAS_NULL) ? none : noSuchElement);
    }

    // ------------------------------------------------------------------------------------------ L2

    static <S> void l2(Cases<S> cases) {
        Map<String, Throwable> raised = new LinkedHashMap<>();
        raised.put("an unchecked exception", new IllegalStateException("unchecked"));
        raised.put("a checked exception", new Exception("checked"));
        raised.put("an error", new AssertionError("error"));
        raised.put("a wrapper without a cause", new CompletionException("a wrapper without a cause", null));
        raised.put("a time-out", new TimeoutException("time-out"));
        raised.forEach((what, cause) -> {
            Judge same = (law, came) -> law.same(cause, law.failure(came));
            in(cases, what, fixture -> Poll.failed(cause), same);
            out(cases, what, fixture -> Poll.failed(cause), same);
        });
        wrapped(cases);
        cases.given("a source that fails, its task, and a handle of that", (law, fixture) -> {
            Exception cause = new Exception("all the way");
            Cases.Running<S> running = cases.running(law, fixture);
            HandleProbe handle = fixture.handle(running.task());
            running.source().fail(cause);
            law.same(cause, law.failure(law.seen(handle)));
        });
    }

    private static <S> void wrapped(Cases<S> cases) {
        Exception cause = new Exception("inside of wrappers");
        Judge same = (law, came) -> law.same(cause, law.failure(came));
        in(cases, "each wrapper around the other", fixture -> {
            Throwable wrapped = cause;
            for (UnaryOperator<Throwable> wrapper : wrappers(fixture)) {
                wrapped = wrapper.apply(wrapped);
            }
            return Poll.failed(wrapped);
        }, same);
        cases.given("each wrapper alone, and twice", (law, fixture) -> {
            for (UnaryOperator<Throwable> wrapper : wrappers(fixture)) {
                for (Throwable wrapped : List.of(wrapper.apply(cause), wrapper.apply(wrapper.apply(cause)))) {
                    Cases.Running<S> running = cases.running(law, fixture);
                    running.source().fail(wrapped);
                    law.same(cause, law.failure(law.outcome(running.task())));
                }
            }
        });
    }

    private static List<UnaryOperator<Throwable>> wrappers(AdapterFixture<?> fixture) {
        List<UnaryOperator<Throwable>> all = new ArrayList<>(fixture.wrappers());
        all.add(CompletionException::new);
        all.add(ExecutionException::new);
        return all;
    }

    // ------------------------------------------------------------------------------------------ L5

    static <S> void l5(Cases<S> cases) {
        in(cases, "a cancellation by somebody else", fixture -> Poll.cancelled(new CancellationException("upstream")),
                (law, came) -> law.cancelled(came));
        out(cases, "a cancellation", fixture -> Poll.cancelled(null), (law, came) -> law.cancelled(came));
        CancellationException exception = new CancellationException("a reason that is one");
        out(cases, "a CancellationException as the reason", fixture -> Poll.cancelled(exception),
                (law, came) -> reasonIsSeen(law, exception, law.cancelled(came)));
        Throwable reason = new IllegalStateException("a reason");
        out(cases, "a reason of another class", fixture -> Poll.cancelled(reason),
                (law, came) -> reasonIsSeen(law, reason, law.cancelled(came)));
        cases.given("a source that somebody else cancels, its task, and a handle of that", (law, fixture) -> {
            Cases.Running<S> running = cases.running(law, fixture);
            HandleProbe handle = fixture.handle(running.task());
            running.source().end(Poll.cancelled(new CancellationException("upstream")));
            law.cancelled(law.seen(handle));
            law.expect(running.task().isCancelled(), "isCancelled() of the task", running.task());
        });
    }

    private static void reasonIsSeen(Law law, Throwable reason, @Nullable Throwable came) {
        Throwable shown = came;
        for (int depth = 0; shown != null && depth < 8; depth++) {
            if (shown == reason) {
                return;
            }
            shown = shown.getCause();
        }
        throw law.broken("the reason, or an exception that it is the cause of: " + reason, came);
    }

    // ------------------------------------------------------------------------------------------ L15

    static <S> void l15(Cases<S> cases) {
        if (!cases.has(Trait.ROUND_TRIPS)) {
            return;
        }
        Map<String, Task<@Nullable Object>> tasks = new LinkedHashMap<>();
        tasks.put("a running task", new Completer<>());
        tasks.put("a task that has ended with a value", Tasks.value(VALUE));
        tasks.put("a task that has ended with null", Tasks.<@Nullable Object>value(null));
        tasks.put("a task that has failed", Tasks.failed(new IllegalStateException("a failure")));
        tasks.put("a task that was cancelled", Tasks.cancelled(null));
        for (Map.Entry<String, Task<@Nullable Object>> each : tasks.entrySet()) {
            Task<@Nullable Object> task = each.getValue();
            cases.given(each.getKey() + " that goes out and comes back",
                    (law, fixture) -> law.same(task, fixture.roundTrip(task)));
        }
    }
}
