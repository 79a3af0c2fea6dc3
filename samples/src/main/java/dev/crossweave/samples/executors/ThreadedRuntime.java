package dev.crossweave.samples.executors;

import dev.crossweave.Pollable;
import dev.crossweave.Priority;
import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import dev.crossweave.Spawner;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A runtime for servers, in the manner of Tokio: several workers, each of which takes the most urgent of all tasks that are
 * ready, and a driver for sockets and time. A task is polled by whichever worker is free.
 *
 * <p>No priority starves: every {@value #PATIENCE}th task that a worker takes is looked for in another lane first, in turn.
 */
public final class ThreadedRuntime implements Schedule, AutoCloseable {

    private static final int PATIENCE = 8;

    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    /** What is ready. */
    private final Map<Priority, Queue<RunnableTask>> lanes = new EnumMap<>(Priority.class);
    private final Map<Priority, Spawner> spawners = new EnumMap<>(Priority.class);

    /** One permit for each task in the lanes: who has one finds one. */
    private final Semaphore ready = new Semaphore(0);
    private final IoDriver driver = new IoDriver();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping; // the threads come to their end
    private volatile boolean closed; // and they have come to it

    /** A runtime with so many workers, and a thread for the driver. */
    public ThreadedRuntime(int workers) {
        for (Priority priority : PRIORITIES) {
            lanes.put(priority, new ConcurrentLinkedQueue<>());
            spawners.put(priority, Tasks.on(this).metadata(priority));
        }
        for (int i = 0; i < workers; i++) {
            threads.add(Threads.start("worker-" + i, this::work));
        }
        threads.add(Threads.start("driver", this::drive));
    }

    /** Starts a task; any thread. */
    public <T extends @Nullable Object> Task<T> spawn(Pollable<T> pollable) {
        return spawn(Priority.NORMAL, pollable);
    }

    /** Starts a task that is more or less urgent than others; any thread. */
    public <T extends @Nullable Object> Task<T> spawn(Priority priority, Pollable<T> pollable) {
        return Objects.requireNonNull(spawners.get(priority)).spawn(pollable);
    }

    /** For sockets and delays. */
    public IoDriver driver() {
        return driver;
    }

    @Override
    public void schedule(RunnableTask task) {
        if (closed) {
            throw new RejectedExecutionException("This runtime is closed and takes no more tasks.");
        }
        Priority priority = task.metadata() instanceof Priority given ? given : Priority.NORMAL;
        lane(priority).add(task);
        ready.release();
        if (closed) {
            discardAll(); // it may have come after the last look
        }
    }

    // ------------------------------------------------------------------------------------------ the threads

    private void work() {
        for (long turn = 1;; turn++) {
            ready.acquireUninterruptibly();
            if (stopping) {
                return;
            }
            take(turn).run();
        }
    }

    /** With a permit. A look at all lanes can find none, while another worker takes what had come before: then once more. */
    private RunnableTask take(long turn) {
        int first = turn % PATIENCE == 0 ? (int) (turn / PATIENCE % PRIORITIES.size()) : 0;
        for (;;) {
            for (int i = 0; i < PRIORITIES.size(); i++) {
                RunnableTask task = lane(PRIORITIES.get((first + i) % PRIORITIES.size())).poll();
                if (task != null) {
                    return task;
                }
            }
        }
    }

    private Queue<RunnableTask> lane(Priority priority) {
        return Objects.requireNonNull(lanes.get(priority));
    }

    private void drive() {
        try (driver) {
            while (!stopping) {
                driver.turn(() -> !stopping);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("sockets and timers are no longer waited for", e);
        }
    }

    // ------------------------------------------------------------------------------------------ closing

    /**
     * Waits for the polls under way. What is ready then, or waits for the driver, ends as cancelled; any other task fails with
     * the rejection when it is woken (L18).
     */
    @Override
    public void close() {
        stopping = true;
        ready.release(threads.size());
        driver.wakeup();
        Threads.join(threads);
        closed = true;
        discardAll();
    }

    private void discardAll() {
        for (Queue<RunnableTask> lane : lanes.values()) {
            for (RunnableTask task = lane.poll(); task != null; task = lane.poll()) {
                task.discard(
                        new RejectedExecutionException("The runtime was closed before this task could be polled."));
            }
        }
    }
}
