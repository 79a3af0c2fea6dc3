package dev.crossweave.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Completer;
import dev.crossweave.Task;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** L12: a wait on one of Reactor's threads is refused, where Reactor's own would be. */
class ReactorThreadsTest {

    private final Task<String> pending = new Completer<>();

    private Mono<String> join() {
        return Mono.fromCallable(pending::join);
    }

    @Test
    void join_onANonBlockingThread_isRefusedAndNamesIt() {
        Throwable thrown =
                ReactorTasks.fromMono(join().subscribeOn(Schedulers.parallel()).as(ReactorThreadsTest::failure))
                        .toFuture().join();

        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessageContaining("parallel-")
                .hasMessageContaining("must not block");
    }

    @Test
    void join_onAThreadThatMayBlock_waits() {
        Completer<String> task = new Completer<>();
        Mono<String> joined = Mono.fromCallable(() -> {
            Schedulers.parallel().schedule(() -> task.complete("value"));
            return task.join();
        });

        assertThat(ReactorTasks.fromMono(joined.subscribeOn(Schedulers.boundedElastic())).toFuture().join())
                .isEqualTo("value");
    }

    private static Mono<Throwable> failure(Mono<String> failing) {
        return failing.<Throwable>map(AssertionError::new).onErrorResume(Mono::just);
    }
}
