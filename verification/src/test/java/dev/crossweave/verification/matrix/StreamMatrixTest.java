package dev.crossweave.verification.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossweave.PollableStream;
import dev.crossweave.reactor.ReactorStreams;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Flux;

/** As {@link MatrixTest}, for streams. */
class StreamMatrixTest {

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
        String only = System.getProperty("matrix.only", "");
        List<StreamCase> cases = only.isEmpty() ? StreamCase.of(hops) : List.of(StreamCase.parse(only));
        int paths = cases.size() / StreamCase.Situation.values().length;
        Runner<StreamCase, StreamCase.Left> runner =
                new Runner<>("matrix of streams", paths + " paths of up to " + hops + " hops");
        Queue<StreamCase.Left> left = runner.run(cases, StreamCase::check);
        runner.check(left, StreamCase.Left::of, StreamCase.Left::check);
        runner.report();

        assertThat(runner.failures()).isEmpty();
        assertThat(Reported.others().stream().limit(5)).as("errors that no source has raised").isEmpty();
        await("until nothing holds a source that has ended (L16)").atMost(StreamCase.PATIENCE).until(() -> {
            System.gc();
            return left.stream().allMatch(one -> one.source().refersTo(null));
        });
    }

    /** A conversion with something wrong in it. */
    private static DynamicTest sabotage(String name, StreamCase.Situation seenIn, UnaryOperator<Flux<Integer>> wrong) {
        UnaryOperator<PollableStream<Integer>> conversion =
                stream -> ReactorStreams.fromFlux(wrong.apply(ReactorStreams.toFlux(stream)));
        StreamCase caught = new StreamCase(List.of(StreamKind.FLOWABLE, StreamKind.FLOW_PUBLISHER), true, seenIn,
                conversion, Duration.ofSeconds(1));
        return DynamicTest.dynamicTest(name, () -> assertThatThrownBy(() -> {
            StreamCase.Left left = caught.check();
            left.check();
        }).isInstanceOfAny(AssertionError.class, TimeoutException.class));
    }

    @TestFactory
    Stream<DynamicTest> aConversionThatIsWrong_isCaught() {
        return Stream.of(
                sabotage("loses an item", StreamCase.Situation.ITEMS, flux -> flux.filter(item -> item != 300)),
                sabotage("repeats an item", StreamCase.Situation.ITEMS,
                        flux -> flux.concatMap(item -> item == 300 ? Flux.just(item, item) : Flux.just(item))),
                sabotage("swaps items", StreamCase.Situation.ITEMS,
                        flux -> flux.buffer(2).concatMapIterable(List::reversed)),
                sabotage("never ends", StreamCase.Situation.EMPTY, flux -> flux.concatWith(Flux.never())),
                sabotage("copies the failure", StreamCase.Situation.FAILURE,
                        flux -> flux.onErrorMap(IllegalStateException::new)),
                sabotage("overtakes with the failure", StreamCase.Situation.FAILURE, flux -> flux.takeLast(0)),
                sabotage("completes instead of failing", StreamCase.Situation.FAILURE_AT_ONCE,
                        Flux::onErrorComplete),
                sabotage("completes at a time-out", StreamCase.Situation.TIME_OUT, Flux::onErrorComplete),
                sabotage("fails when cancelled upstream", StreamCase.Situation.UPSTREAM_CANCEL,
                        flux -> flux.onErrorMap(IllegalStateException::new)),
                sabotage("asks for all at once", StreamCase.Situation.STALL_AND_CANCEL, Flux::onBackpressureBuffer),
                sabotage("keeps the cancellation to itself", StreamCase.Situation.STALL_AND_CANCEL,
                        flux -> flux.publish().autoConnect()),
                sabotage("starts twice", StreamCase.Situation.FAILURE_AT_ONCE, flux -> flux.retry(1)),
                sabotage("reports the late error twice", StreamCase.Situation.LATE_ERROR, flux -> {
                    RxJavaPlugins.setErrorHandler(error -> {
                        Reported.add(error);
                        Reported.add(error);
                    });
                    return flux;
                }));
    }
}
