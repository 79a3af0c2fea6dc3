package dev.crossweave.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Task;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

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
    }
}
