package dev.crossweave.benchmarks.families;

import dev.crossweave.Spawner;
import dev.crossweave.TaskContext;
import dev.crossweave.Tasks;
import dev.crossweave.benchmarks.Allocated;
import dev.crossweave.benchmarks.Difference;
import dev.crossweave.benchmarks.Family;
import dev.crossweave.benchmarks.Measure;
import dev.crossweave.benchmarks.Row;
import dev.crossweave.benchmarks.Timed;
import dev.crossweave.benchmarks.Work;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a context costs at each poll: tasks that wake themselves, made with two thread-locals and made with none, on a thread
 * that has other values of its own. So at each poll both are put in force and put back.
 */
public final class ContextFamily implements Family {

    private static final int TASKS = 1_000;
    private static final int YIELDS = 1_000;
    private static final long POLLS = TASKS * (YIELDS + 1L);

    private static final ThreadLocal<String> USER = new ThreadLocal<>();
    private static final ThreadLocal<String> TRACE = new ThreadLocal<>();

    private final Measure with = new Timed("ns.context.poll_with_two", POLLS, POLLS, ContextFamily::inContext);
    private final Measure without = new Timed("ns.context.poll_without", POLLS, POLLS, ContextFamily::tasks);
    private final Measure more = new Difference("ns.context.two_threadlocals", with, without);
    private final Measure bytes = new Allocated("bytes.context.per_poll", POLLS, POLLS, ContextFamily::inContext);

    @Override
    public String name() {
        return "context";
    }

    @Override
    public List<Row> rows() {
        return List.of(Row.limit(10, more), Row.limit(0, bytes));
    }

    @Override
    public List<Measure> alsoMeasured() {
        return List.of(with, without);
    }

    /** The tasks have captured both values; the thread has others by the time it polls. */
    private static Work inContext() {
        TaskContext.register("user", USER);
        TaskContext.register("trace", TRACE);
        USER.set("ann");
        TRACE.set("4711");
        try {
            return tasks();
        } finally {
            USER.set("of the thread");
            TRACE.set("of the thread");
            TaskContext.unregister("user");
            TaskContext.unregister("trace");
        }
    }

    /** For each poll, the last one of each task included, which is no yield; without the spawning. */
    private static Work tasks() {
        LocalQueue queue = new LocalQueue();
        Spawner spawner = Tasks.on(queue).local();
        Supplier<Yielder> yielders = Yielder.of(YIELDS);
        for (int i = 0; i < TASKS; i++) {
            spawner.spawn(yielders.get());
        }
        return queue::runAll;
    }
}
