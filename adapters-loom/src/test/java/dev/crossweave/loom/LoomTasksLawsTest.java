package dev.crossweave.loom;

import static dev.crossweave.testkit.Trait.COLD;
import static dev.crossweave.testkit.Trait.FAILS_LATE;
import static dev.crossweave.testkit.Trait.HANDLE_HAS_NULL;
import static dev.crossweave.testkit.Trait.LETS_GO_LATER;
import static dev.crossweave.testkit.Trait.SOURCE_HAS_NULL;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import dev.crossweave.testkit.AdapterFixture;
import dev.crossweave.testkit.AdapterLaws;
import dev.crossweave.testkit.HandleProbe;
import dev.crossweave.testkit.SourceProbe;
import dev.crossweave.testkit.Trait;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Nested;

/** {@link LoomTasks} keeps the laws for single values. */
class LoomTasksLawsTest {

    /** A callable in; a thread that awaits the task out, which observes it. */
    @Nested
    class OfCallable extends AdapterLaws<Callable<Object>> {
        @Override
        protected AdapterFixture<Callable<Object>> fixture() {
            return new ThreadFixture();
        }
    }

    /** A callable in; a thread that awaits a pollable out, which owns it. */
    @Nested
    class OfOwnedPollable extends AdapterLaws<Callable<Object>> {
        @Override
        protected AdapterFixture<Callable<Object>> fixture() {
            return new OwningFixture();
        }
    }

    private static class ThreadFixture implements AdapterFixture<Callable<Object>> {

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
            return LoomTasks.fromCallable(source);
        }

        @Override
        public HandleProbe handle(Task<Object> task) {
            HandleProbe probe = new HandleProbe();
            return probe.leftBy("interrupt", waiting(probe, task)::interrupt);
        }

        static Thread waiting(HandleProbe probe, Pollable<Object> pollable) {
            return Thread.ofVirtual().start(() -> {
                try {
                    probe.value(LoomTasks.await(pollable));
                } catch (Throwable thrown) {
                    probe.thrown(thrown);
                }
            });
        }
    }

    private static final class OwningFixture extends ThreadFixture {
        @Override
        public HandleProbe handle(Task<Object> task) {
            HandleProbe probe = new HandleProbe();
            Thread thread = waiting(probe, task == null ? null : new Pollable<>() {
                @Override
                public Poll<Object> poll(Waker waker) {
                    return task.poll(waker);
                }

                @Override
                public void drop() {
                    task.release();
                }
            });
            return probe.endedBy("interrupt", thread::interrupt);
        }
    }
}
