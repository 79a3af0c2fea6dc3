package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Completer;
import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.testkit.SteppingSchedule;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** The examples of this module's README that need the flag, word for word. */
class LoomStepsReadmeExampleTest {

    @Test
    void loop_runs() throws InterruptedException {
        RunQueue loop = new RunQueue();
        LoomSteps steps = LoomSteps.on(loop);
        Completer<String> name = new Completer<>();

        Task<String> greeting = steps.fromCallable(() -> "hello " + LoomTasks.await(name)); // blocks; the loop doesn't
        Task<Boolean> naming = steps.fromCallable(() -> name.complete("ann")).start();

        assertThat(loop.runUntil(greeting).orElseThrow()).isEqualTo("hello ann"); // each step of both on this thread
        assertThat(naming.resultNow()).isTrue();
    }

    @Test
    void replay_runs() {
        SteppingSchedule schedule = new SteppingSchedule(42).strict(LoomSteps::carrier); // the seed decides who goes on
        LoomSteps steps = LoomSteps.on(schedule);
        ReentrantLock lock = new ReentrantLock();
        StringBuilder order = new StringBuilder();
        for (String name : new String[]{"a", "b", "c"}) {
            steps.fromCallable(() -> {
                lock.lock();
                try {
                    Thread.yield(); // the others queue for the lock meanwhile
                    return order.append(name);
                } finally {
                    lock.unlock();
                }
            }).start();
        }

        schedule.runAll();

        assertThat(order).hasSize(3); // and the same each time
    }
}
