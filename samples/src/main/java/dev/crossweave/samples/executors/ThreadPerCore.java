package dev.crossweave.samples.executors;

import dev.crossweave.Pollable;
import dev.crossweave.Priority;
import dev.crossweave.RunQueue;
import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import dev.crossweave.Spawner;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One thread for each core, in the manner of Glommio: a task stays where it was spawned, beside its socket and its data, and
 * nothing is shared that nobody hands over. Each thread has a run queue and a driver, and waits for both in one place.
 */
public final class ThreadPerCore implements AutoCloseable {

    private final List<Core> cores;

    /** Starts so many threads. */
    public ThreadPerCore(int cores) {
        this.cores = IntStream.range(0, cores).mapToObj(Core::new).toList();
    }

    /** One of them; the number may be larger than there are, and goes around. */
    public Core core(int number) {
        return cores.get(Math.floorMod(number, cores.size()));
    }

    /** Waits for the polls under way. What is ready then, or waits for a driver, ends as cancelled, on its own thread. */
    @Override
    public void close() {
        cores.forEach(Core::stop);
        Threads.join(cores.stream().map(core -> core.thread).toList());
    }

    /** A thread, and the tasks that live on it. */
    public static final class Core implements Schedule {

        /** After so many polls the sockets are looked at. */
        private static final int BUDGET = 256;

        private final RunQueue queue = new RunQueue();
        private final IoDriver driver = new IoDriver();
        private final Thread thread;
        private final Spawner spawner;
        private volatile boolean stopping;

        private Core(int number) {
            CompletableFuture<Spawner> local = new CompletableFuture<>();
            thread = Threads.start("core-" + number, () -> {
                local.complete(Tasks.on(this).local()); // of that thread
                loop();
            });
            spawner = local.join();
        }

        /** Starts a task here. From any thread; on other cores that is how work is handed over. */
        public <T extends @Nullable Object> Task<T> spawn(Pollable<T> pollable) {
            return spawner.spawn(pollable);
        }

        /** Starts a task here that is more or less urgent than others. */
        public <T extends @Nullable Object> Task<T> spawn(Priority priority, Pollable<T> pollable) {
            return spawner.metadata(priority).spawn(pollable);
        }

        /** For sockets and delays of this core's tasks. */
        public IoDriver driver() {
            return driver;
        }

        @Override
        public void schedule(RunnableTask task) {
            queue.schedule(task);
            driver.wakeup();
        }

        /** At its end everything that lives here is let go of, here. */
        private void loop() {
            try (queue; driver) {
                while (!stopping) {
                    queue.runSome(BUDGET);
                    driver.turn(() -> !stopping && !queue.runOne());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("this core has stopped, and its tasks are cancelled", e);
            }
        }

        private void stop() {
            stopping = true;
            driver.wakeup();
        }
    }
}
