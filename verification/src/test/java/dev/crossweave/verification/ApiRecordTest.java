package dev.crossweave.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Tasks;
import dev.crossweave.coroutines.CoroutineTasks;
import dev.crossweave.loom.LoomTasks;
import dev.crossweave.reactor.ReactorTasks;
import dev.crossweave.rxjava.RxJavaTasks;
import dev.crossweave.testkit.SteppingSchedule;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the public API of each published module with its record in {@code docs/api}, so that a change of API shows as a
 * diff in review. With {@code -Dapi.record=true} it writes the record instead.
 */
class ApiRecordTest {

    private static final boolean RECORD = Boolean.getBoolean("api.record");
    private static final Path DIRECTORY = Path.of(System.getProperty("api.directory", "../docs/api"));

    static Stream<Arguments> publishedModules() {
        return Stream.of(
                Arguments.of("crossweave-core", Tasks.class),
                Arguments.of("crossweave-reactor", ReactorTasks.class),
                Arguments.of("crossweave-rxjava", RxJavaTasks.class),
                Arguments.of("crossweave-coroutines", CoroutineTasks.class),
                Arguments.of("crossweave-loom", LoomTasks.class),
                Arguments.of("crossweave-testkit", SteppingSchedule.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("publishedModules")
    void publishedModule_comparedWithItsRecord_isTheSame(String artifact, Class<?> member) throws Exception {
        Path record = DIRECTORY.resolve(artifact + ".txt");
        String now = ModuleApi.of(whereItIs(member)).text();
        if (RECORD) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(record, now);
        }
        assertThat(now)
                .as("""
                        The public API of %s is not what %s says. If that is meant, record it with
                            mvn -q -Papi-record
                        and commit the diff with the change. Expected: the record; actual: the API at hand""",
                        artifact, record)
                .isEqualTo(recorded(record));
    }

    @Test
    void api_annotatedTypes_showTheirNullness() throws Exception {
        String core = ModuleApi.of(whereItIs(Tasks.class)).text();

        assertThat(core)
                .contains("exports dev.crossweave @NullMarked")
                .contains("public sealed interface Task<T extends @Nullable Object> extends")
                .contains("public boolean cancel(@Nullable Throwable)")
                .contains("public T get() throws InterruptedException, java.util.concurrent.ExecutionException");
    }

    @Test
    void api_hiddenSuperclass_showsAsTheClassesOwn() throws Exception {
        String core = ModuleApi.of(whereItIs(Tasks.class)).text();

        assertThat(core)
                .contains("class EmbeddedTask<T extends @Nullable Object> implements RunnableTask, Waker, Task<T>")
                .contains("public final boolean isCancelling()")
                .doesNotContain("TaskCell");
    }

    @Test
    void api_internalOfKotlin_isLeftOut() throws Exception {
        String coroutines = ModuleApi.of(whereItIs(CoroutineTasks.class)).text();

        assertThat(coroutines).contains("public final class CoroutineTasksKt").doesNotContain("class DeferredTask");
    }

    private static String recorded(Path record) throws IOException {
        return Files.exists(record) ? Files.readString(record) : "(no such file)";
    }

    private static Path whereItIs(Class<?> member) throws URISyntaxException {
        return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
