package dev.crossweave.loom;

import static dev.crossweave.testkit.Trait.COLD;
import static dev.crossweave.testkit.Trait.FAILS_LATE;
import static dev.crossweave.testkit.Trait.HANDLE_HAS_NULL;
import static dev.crossweave.testkit.Trait.LETS_GO_LATER;
import static dev.crossweave.testkit.Trait.SOURCE_HAS_NULL;

import dev.crossweave.RunQueue;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.testkit.AdapterFixture;
import dev.crossweave.testkit.AdapterLaws;
import dev.crossweave.testkit.HandleProbe;
import dev.crossweave.testkit.SourceProbe;
import dev.crossweave.testkit.Trait;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;

/** {@link LoomSteps} keeps the laws for single values, whoever takes the steps. */
class LoomStepsLawsTest {

    /** A callable in and a step thread that awaits out, on one loop. */
    @Nested
    class OnOneThread extends AdapterLaws<Callable<Object>> {
        @Override
        protected AdapterFixture<Callable<Object>> fixture() {
            RunQueue queue = new RunQueue();
            Thread loop = Thread.ofPlatform().daemon().name("loop").start(() -> {
                try {
                    queue.runUntilClosed();
                } catch (InterruptedException e) {
                    queue.close();
                }
            });
            return new StepFixture(queue, () -> {
                queue.close();
                loop.join();
                return null;
            });
        }
    }

    /** The same on two threads. */
    @Nested
    class OnAPool extends AdapterLaws<Callable<Object>> {
        @Override
        protected AdapterFixture<Callable<Object>> fixture() {
            ExecutorService pool = Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory());
            return new StepFixture(pool::execute, pool::shutdownNow);
        }
    }

    private static final class StepFixture implements AdapterFixture<Callable<Object>> {
        private final LoomSteps steps;
        private final Callable<?> closing;

        StepFixture(Schedule schedule, Callable<?> closing) {
            this.steps = LoomSteps.on(schedule);
            this.closing = closing;
        }

        @Override
        public Set<Trait> traits() {
            return Set.of(COLD, SOURCE_HAS_NULL, HANDLE_HAS_NULL, LETS_GO_LATER, FAILS_LATE);
        }

        @Override
        public SourceProbe<Callable<Object>> source() {
            return new CallableProbe();
        }

        @Override
        public Task<Object> toTask(Callable<Object> source) {
            return steps.fromCallable(source);
        }

        @Override
        public HandleProbe handle(Task<Object> task) {
            HandleProbe probe = new HandleProbe();
            Thread waiting = steps.threadFactory().newThread(() -> {
                try {
                    probe.value(LoomTasks.await(task));
                } catch (Throwable thrown) {
                    probe.thrown(thrown);
                }
            });
            waiting.start();
            return probe.leftBy("interrupt", waiting::interrupt);
        }

        @Override
        public void close() {
            try {
                closing.call();
            } catch (Exception e) {
                throw new AssertionError("closing the schedule of this test failed", e);
            }
        }
    }
}
