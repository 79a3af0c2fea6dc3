package dev.crossweave.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Poll;
import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.TaskContext;
import dev.crossweave.Tasks;
import dev.crossweave.loom.LoomTasks;
import dev.crossweave.reactor.ReactorTasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The code of the guide's section on context. */
class GuideContextTest {

    private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

    @BeforeEach
    void register() {
        TaskContext.register("tenant", TENANT); // once, when the program starts
    }

    @AfterEach
    void unregister() {
        TaskContext.unregister("tenant");
        TENANT.remove();
    }

    @Test
    void task_hasWhatWasSetWhereItWasMade() {
        RunQueue queue = new RunQueue();

        TENANT.set("blue");
        Task<String> task = Tasks.on(queue).spawn(waker -> Poll.ready("for " + TENANT.get()));
        TENANT.set("green");

        queue.runAll();
        assertThat(task.resultNow()).isEqualTo("for blue");
        assertThat(TENANT.get()).isEqualTo("green"); // the thread has its own back
    }

    @Test
    void with_addsAValueForWhatIsMadeInside() throws Exception {
        Task<String> task = TaskContext.capture().with("tenant", "red")
                .call(() -> LoomTasks.fromCallable(TENANT::get));
        assertThat(task.join()).isEqualTo("red");
    }

    @Test
    void mono_findsItInItsOwnContext() throws Exception {
        TENANT.set("blue");
        Mono<String> query = Mono.deferContextual(context -> Mono.just("rows of " + context.get("tenant")));
        assertThat(ReactorTasks.fromMono(query).join()).isEqualTo("rows of blue");
    }
}
