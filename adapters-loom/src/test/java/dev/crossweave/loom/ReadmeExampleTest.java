package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.BlockingItems;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of this module's README, word for word. */
class ReadmeExampleTest {

    @Test
    void example_runs() throws Exception {
        Path file = Files.writeString(Files.createTempFile("names", ".txt"), "ann");

        Task<String> name = LoomTasks.fromCallable(() -> Files.readString(file)); // cold: nothing runs yet
        Task<Boolean> deleted = LoomTasks.fromCallable(() -> { // may block: it has a virtual thread of its own
            LoomTasks.await(name); // starts it, and parks until it has ended
            return Files.deleteIfExists(file);
        });

        assertThat(LoomTasks.await(deleted)).isTrue();
        assertThat(name.resultNow()).isEqualTo("ann");

        int sum = 0;
        PollableStream<Integer> squares = LoomStreams.generate(4, emitter -> { // cold; at most 4 ahead
            for (int i = 1; i <= 10; i++) {
                emitter.emit(i * i); // parks until somebody wants the next one
            }
        });
        try (BlockingItems<Integer> items = squares.blockingItems()) { // any stream, on any thread that may block
            while (items.next() && items.get() < 50) {
                sum += items.get();
            }
        } // dropped before its end: the generator is interrupted
        assertThat(sum).isEqualTo(140);

        Schedule threads = LoomSchedules.virtualThreads("orders"); // each poll may block
        Task<String> ranOn = Tasks.on(threads).spawn(waker -> Poll.ready(Thread.currentThread().getName()));

        assertThat(LoomTasks.await(ranOn)).isEqualTo("orders-0");
    }
}
