package dev.crossweave.benchmarks.families;

import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The queue of a program with one thread, as a user would write it: nothing of the library's, nothing thread-safe. */
final class LocalQueue implements Schedule {

    private final ArrayDeque<RunnableTask> ready = new ArrayDeque<>();

    @Override
    public void schedule(RunnableTask task) {
        ready.add(task);
    }

    void runAll() {
        for (@Nullable RunnableTask task = ready.poll(); task != null; task = ready.poll()) {
            task.run();
        }
    }
}
