package dev.crossweave.benchmarks.families;

import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The queue of a program with one thread, as a user would write it: nothing of the library's, nothing thread-safe. */
public final class LocalQueue implements Schedule {

    private final ArrayDeque<RunnableTask> ready = new ArrayDeque<>();

    /** An empty queue. */
    public LocalQueue() {
    }

    @Override
    public void schedule(RunnableTask task) {
        ready.add(task);
    }

    /**
     * Polls until nothing is ready.
     *
     * @return how many polls that were
     */
    public long runAll() {
        long polls = 0;
        for (@Nullable RunnableTask task = ready.poll(); task != null; task = ready.poll()) {
            task.run();
            polls++;
        }
        return polls;
    }
}
