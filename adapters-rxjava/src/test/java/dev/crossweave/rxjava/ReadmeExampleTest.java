package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.PollableStream;
import dev.crossweave.Rest;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
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

        PollableStream<Integer> latest = RxJavaStreams.fromObservable(Observable.range(1, 1_000), Overflow.LATEST, 2);

        assertThat(RxJavaStreams.toFlowable(latest).toList().blockingGet()).containsExactly(999, 1_000);

        Task<Integer> first = RxJavaTasks.first(Flowable.range(1, 3), Rest.DRAIN); // runs to its end: nothing is rolled back
        Schedule single = RxJavaSchedules.from(Schedulers.single());

        assertThat(first.resumeOn(single).join()).isEqualTo(1); // whoever waits is told on that Scheduler
    }
}
