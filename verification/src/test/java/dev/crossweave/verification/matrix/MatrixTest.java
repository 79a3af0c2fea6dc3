package dev.crossweave.verification.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Completer;
import dev.crossweave.FutureTasks;
import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every path over all ecosystems, in every situation: what comes out at the end is what went in at the start. Paths are
 * generated. One that fails is printed as a line that {@code -Dmatrix.only="…"} runs alone.
 */
class MatrixTest {

    private static final List<Kind> KINDS = List.of(Futures.COMPLETABLE_FUTURE, Futures.LISTENABLE_FUTURE,
            Reactives.MONO, Reactives.SINGLE, Reactives.MAYBE, Reactives.UNI,
            Coroutines.DEFERRED, Coroutines.SUSPEND, Threads.THREAD, Threads.STEPS);

    private Reported reported;

    @BeforeEach
    void before() {
        reported = new Reported();
        Tenant.register();
    }

    @AfterEach
    void after() {
        Tenant.unregister();
        reported.close();
    }

    @Test
    void pathsOfUpToTwoHops_loseNothing() throws Exception {
        run(2);
    }

    @Test
    @Tag("long")
    void pathsOfUpToThreeHops_loseNothing() throws Exception {
        run(3);
    }

    private static void run(int hops) throws Exception {
        List<Path> paths = new ArrayList<>();
        for (int length = 1; length <= hops; length++) {
            paths.addAll(Path.of(KINDS, length));
        }
        String only = System.getProperty("matrix.only", "");
        List<Case> cases = only.isEmpty()
                ? paths.stream().flatMap(path -> Case.of(path).stream()).toList()
                : List.of(Case.parse(KINDS, only));
        Runner<Case, Case.Left> runner = new Runner<>("matrix", paths.size() + " paths of up to " + hops + " hops");
        Queue<Case.Left> left = runner.run(cases, Case::check);
        runner.check(left, Case.Left::of, Case.Left::check);
        runner.report();

        assertThat(runner.failures()).isEmpty();
        assertThat(Reported.others().stream().limit(5)).as("errors that no source has raised").isEmpty();
        await("until nothing holds a source that has ended (L16)").atMost(Case.PATIENCE).until(() -> {
            System.gc();
            return left.stream().allMatch(one -> one.origin().refersTo(null));
        });
    }

    // ------------------------------------------------------------------------------------------ that it can fail

    private static Stream<DynamicTest> sabotages() {
        return Stream.of(
                sabotage("copies the failure", Situation.FAILURE, task -> task.recover(cause -> {
                    throw new IllegalStateException(cause);
                })),
                sabotage("shows a wrapper", Situation.WRAPPED_FAILURE, task -> task.recover(cause -> {
                    throw new CompletionException(new IllegalStateException(cause));
                })),
                sabotage("ends a failure with null", Situation.FAILURE, task -> task.recover(cause -> null)),
                sabotage("ends a time-out with null", Situation.TIME_OUT, task -> task.recover(cause -> null)),
                sabotage("takes null for something", Situation.EMPTY,
                        task -> task.map(value -> value == null ? 0 : value)),
                sabotage("loses the value", Situation.VALUE_LATER, task -> task.map(value -> null)),
                sabotage("shows a cancellation as a failure", Situation.UPSTREAM_CANCEL, task -> {
                    Completer<Object> passing = new Completer<>();
                    task.whenDone(outcome -> {
                        if (outcome instanceof Outcome.Cancelled) {
                            passing.fail(new IllegalStateException("cancelled"));
                        } else {
                            passing.end(outcome);
                        }
                    }).start();
                    return passing;
                }),
                sabotage("keeps the cancellation to itself", Situation.CANCEL_AT_A_HOP, task -> {
                    Completer<Object> passing = new Completer<>();
                    task.whenDone(passing::end).start();
                    return passing;
                }),
                sabotage("reports the late error twice", Situation.LATE_ERROR, task -> {
                    Hooks.onLateError(error -> {
                        Reported.add(error);
                        Reported.add(error);
                    });
                    return task;
                }),
                conversion("converts in the context of whoever asks", Situation.VALUE_LATER,
                        in -> handle -> FutureTasks
                                .fromFuture(() -> Tenant.with("nobody's", () -> in.apply(handle).toFuture()))));
    }

    /** A conversion that does something wrong after the right one. */
    private static DynamicTest sabotage(String name, Situation seenIn, UnaryOperator<Task<Object>> wrong) {
        return conversion(name, seenIn, in -> in.andThen(wrong));
    }

    private static DynamicTest conversion(String name, Situation seenIn,
            UnaryOperator<Function<Object, Task<Object>>> wrong) {
        return DynamicTest.dynamicTest(name, () -> {
            Kind broken = Threads.THREAD.converting(wrong);
            Case caught = new Case(new Path(List.of(broken, Futures.COMPLETABLE_FUTURE), true), seenIn, 0,
                    Duration.ofSeconds(1));
            assertThatThrownBy(() -> {
                Case.Left left = caught.check();
                left.check();
            }).isInstanceOfAny(AssertionError.class, TimeoutException.class);
        });
    }

    @TestFactory
    Stream<DynamicTest> aConversionThatIsWrong_isCaught() {
        return sabotages();
    }
}
