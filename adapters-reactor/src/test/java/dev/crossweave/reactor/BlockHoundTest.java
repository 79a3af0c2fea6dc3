package dev.crossweave.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Completer;
import dev.crossweave.PollableStream;
import dev.crossweave.Rest;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** L12: no conversion blocks one of Reactor's own threads, which BlockHound watches. */
class BlockHoundTest {

    @BeforeAll
    static void install() {
        BlockHound.install();
    }

    /** Something that is done on a thread which must not block. */
    private static <T> T onParallel(Callable<T> body) {
        return Mono.fromCallable(body).subscribeOn(Schedulers.parallel()).block();
    }

    @Test
    void blocking_onAThreadOfReactors_isNoticed() {
        assertThatThrownBy(() -> onParallel(() -> new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS)))
                .hasRootCauseInstanceOf(BlockingOperationError.class);
    }

    @Test
    void singles_blockNobody() {
        Completer<String> pending = new Completer<>();

        Task<String> task = onParallel(() -> ReactorTasks.<String>fromMono(
                ReactorTasks.toMono(pending).publishOn(Schedulers.parallel()).map(value -> value + "!")).start());
        onParallel(() -> pending.complete("value"));

        assertThat(ReactorTasks.<String>toMono(task).block()).isEqualTo("value!");
    }

    @Test
    void streams_blockNobody() {
        Flux<Integer> source = Flux.range(0, 10_000).publishOn(Schedulers.parallel(), 3);
        PollableStream<Integer> stream = onParallel(() -> ReactorStreams.fromFlux(source, 4));

        Flux<Integer> through = ReactorStreams.toFlux(ReactorStreams.fromFlux(
                ReactorStreams.toFlux(stream).map(number -> number).publishOn(Schedulers.parallel(), 5), 16))
                .map(number -> number).subscribeOn(Schedulers.parallel());

        List<Integer> items = through.collectList().block();
        assertThat(items).hasSize(10_000).isSorted();
    }

    @Test
    void firstOfMany_andCancel_blockNobody() {
        Flux<Integer> source = Flux.range(0, 1_000).publishOn(Schedulers.parallel());

        assertThat(onParallel(() -> ReactorTasks.<Integer>first(source, Rest.DRAIN).start()).toFuture().join())
                .isZero();
        assertThat(onParallel(() -> ReactorTasks.<Integer>first(Flux.never(), Rest.CANCEL).start().cancel())).isTrue();
    }

    @Test
    void schedules_blockNobody() {
        assertThat(onParallel(() -> Tasks.on(ReactorSchedules.from(Schedulers.parallel()))
                .spawn(ReactorTasks.fromMono(Mono.just(1))).resumeOn(ReactorSchedules.from(Schedulers.single())))
                .toFuture().join()).isEqualTo(1);
    }
}
