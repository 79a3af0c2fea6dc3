package dev.crossweave.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.PollableStream;
import dev.crossweave.Rest;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The example of this module's README, word for word. */
class ReadmeExampleTest {

    @Test
    void example_runs() throws InterruptedException {
        Mono<String> name = Mono.just("ann").map(String::toUpperCase); // cold: nothing runs yet

        Task<String> task = ReactorTasks.fromMono(name); // still nothing
        task.start(); // subscribes, once; however many then await it

        Mono<Integer> length = ReactorTasks.<String>toMono(task).map(String::length);

        assertThat(length.block()).isEqualTo(3);
        assertThat(task.join()).isEqualTo("ANN");

        PollableStream<Integer> numbers = ReactorStreams.fromFlux(Flux.range(1, 1_000)); // asks for 256 at most
        Flux<Integer> even = ReactorStreams.toFlux(numbers).filter(number -> number % 2 == 0);

        assertThat(even.count().block()).isEqualTo(500);

        Task<Integer> first = ReactorTasks.first(Flux.range(1, 3), Rest.DRAIN); // runs to its end: nothing is rolled back
        Schedule single = ReactorSchedules.from(Schedulers.single());

        assertThat(first.resumeOn(single).join()).isEqualTo(1); // whoever waits is told on that Scheduler
    }
}
