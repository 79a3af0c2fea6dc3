package dev.crossweave.benchmarks.families;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import dev.crossweave.benchmarks.Allocated;
import dev.crossweave.benchmarks.Family;
import dev.crossweave.benchmarks.Measure;
import dev.crossweave.benchmarks.Row;
import dev.crossweave.benchmarks.Timed;
import dev.crossweave.benchmarks.Work;
import dev.crossweave.samples.executors.GlobalExecutor;
import dev.crossweave.samples.executors.LocalExecutor;
import dev.crossweave.samples.executors.StaticExecutor;
import dev.crossweave.samples.executors.StaticExecutor.Pool;
import dev.crossweave.samples.executors.StaticExecutor.Slot;
import dev.crossweave.samples.executors.ThreadPerCore;
import dev.crossweave.samples.executors.ThreadedRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.Dispatchers;
import org.jspecify.annotations.Nullable;

/**
 * The executors that the samples write on the core, at what the family yield does: many tasks, each of which wakes itself many
 * times. Nanoseconds for each yield, the start and end of the tasks and of the executor's threads included; two threads where there are
 * several.
 */
public final class ExecutorsFamily implements Family {

    private static final int TASKS = 10_000;
    private static final int YIELDS = 100;
    private static final long ALL = (long) TASKS * YIELDS;
    private static final int THREADS = 2;

    private final Measure global = yields("ns.executors.global", ExecutorsFamily::onGlobalExecutor);
    private final Measure local = yields("ns.executors.local", ExecutorsFamily::onLocalExecutor);
    private final Measure threaded = yields("ns.executors.threaded", ExecutorsFamily::onThreadedRuntime);
    private final Measure perCore = yields("ns.executors.per_core", ExecutorsFamily::onThreadPerCore);
    private final Measure fixed = new Timed("ns.executors.static", ALL, ALL, ExecutorsFamily::onStaticExecutor);
    private final Measure fixedBytes =
            new Allocated("bytes.executors.static", 1, ALL, ExecutorsFamily::onStaticExecutor);

    private final Measure runBlocking = yields("ns.executors.kotlinx_runblocking",
            () -> Coroutines.yields(EmptyCoroutineContext.INSTANCE, TASKS, YIELDS));
    private final Measure kotlinxDefault = yields("ns.executors.kotlinx_default",
            () -> Coroutines.yields(Dispatchers.getDefault(), TASKS, YIELDS));
    private final Measure virtual = yields("ns.executors.virtual", YieldFamily::onVirtualThreads);

    @Override
    public String name() {
        return "executors";
    }

    @Override
    public boolean separate() {
        return true;
    }

    @Override
    public List<Row> rows() {
        return List.of(Row.ratio("executors.global_vs_kotlinx_default", 0.5, global, kotlinxDefault),
                Row.ratio("executors.global_vs_virtual", 0.3, global, virtual),
                Row.ratio("executors.local_vs_kotlinx_runblocking", 0.3, local, runBlocking),
                Row.ratio("executors.local_vs_virtual", 0.05, local, virtual),
                Row.ratio("executors.threaded_vs_kotlinx_default", 1, threaded, kotlinxDefault),
                Row.ratio("executors.threaded_vs_virtual", 0.5, threaded, virtual),
                Row.ratio("executors.static_vs_kotlinx_runblocking", 0.3, fixed, runBlocking),
                Row.ratio("executors.static_vs_virtual", 0.05, fixed, virtual),
                Row.limit(0, fixedBytes),
                Row.ratio("executors.per_core_vs_kotlinx_default", 0.3, perCore, kotlinxDefault),
                Row.ratio("executors.per_core_vs_virtual", 0.1, perCore, virtual));
    }

    private static Measure yields(String name, Work work) {
        return Timed.of(name, ALL, ALL, work);
    }

    private static long onGlobalExecutor() throws InterruptedException {
        try (GlobalExecutor executor = new GlobalExecutor(THREADS)) {
            return joined(spawned(i -> executor::spawn));
        }
    }

    private static long onThreadedRuntime() throws InterruptedException {
        try (ThreadedRuntime runtime = new ThreadedRuntime(THREADS)) {
            return joined(spawned(i -> runtime::spawn));
        }
    }

    private static long onThreadPerCore() throws InterruptedException {
        try (ThreadPerCore executor = new ThreadPerCore(THREADS)) {
            return joined(spawned(i -> executor.core(i)::spawn));
        }
    }

    /** Its thread is this one, and waits for the tasks by polling them. */
    private static long onLocalExecutor() throws InterruptedException {
        try (LocalExecutor executor = new LocalExecutor()) {
            List<Task<Integer>> tasks = spawned(i -> executor::spawn);
            for (Task<Integer> task : tasks) {
                executor.run(task);
            }
            return YieldFamily.sum(tasks);
        }
    }

    private static List<Task<Integer>> spawned(IntFunction<Function<Pollable<Integer>, Task<Integer>>> spawners) {
        List<Task<Integer>> tasks = new ArrayList<>(TASKS);
        Supplier<Yielder> yielders = Yielder.of(YIELDS);
        for (int i = 0; i < TASKS; i++) {
            tasks.add(spawners.apply(i).apply(yielders.get()));
        }
        return tasks;
    }

    private static long joined(List<Task<Integer>> tasks) throws InterruptedException {
        for (Task<Integer> task : tasks) {
            task.join();
        }
        return YieldFamily.sum(tasks);
    }

    /** The places are made before: that is its start-up. */
    private static Work onStaticExecutor() {
        StaticExecutor executor = new StaticExecutor();
        Pool<YieldSlot> pool = new Pool<>(TASKS, () -> new YieldSlot(executor));
        YieldSlot[] started = new YieldSlot[TASKS];
        return () -> {
            for (int i = 0; i < TASKS; i++) {
                started[i] = Objects.requireNonNull(pool.take());
                started[i].start();
            }
            executor.poll();
            long sum = 0;
            for (YieldSlot slot : started) {
                sum += slot.isDone() ? slot.done : 0;
            }
            executor.close();
            return sum;
        };
    }

    private static final class YieldSlot extends Slot {
        private int done;

        YieldSlot(StaticExecutor executor) {
            super(executor);
        }

        @Override
        protected Poll<@Nullable Void> onPoll(Waker waker) {
            if (done == YIELDS) {
                return Poll.ready(null);
            }
            done++;
            waker.wake();
            return Poll.pending();
        }
    }
}
