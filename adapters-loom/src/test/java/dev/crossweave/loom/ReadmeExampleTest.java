package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Task;
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
    }
}
