package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Task;
import io.reactivex.rxjava3.core.Single;
import org.junit.jupiter.api.Test;

/** The example of this module's README, word for word. */
class ReadmeExampleTest {

    @Test
    void example_runs() throws InterruptedException {
        Single<String> name = Single.just("ann").map(String::toUpperCase); // cold: nothing runs yet

        Task<String> task = RxJavaTasks.fromSingle(name); // still nothing
        task.start(); // subscribes, once; however many then await it

        Single<Integer> length = RxJavaTasks.<String>toSingle(task).map(String::length);

        assertThat(length.blockingGet()).isEqualTo(3);
        assertThat(task.join()).isEqualTo("ANN");
    }
}
