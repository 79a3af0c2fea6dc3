package dev.crossweave.benchmarks.families;

import dev.crossweave.RunQueue;
import dev.crossweave.Spawner;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.benchmarks.Family;
import dev.crossweave.benchmarks.Measure;
import dev.crossweave.benchmarks.Row;
import dev.crossweave.benchmarks.Timed;
import dev.crossweave.benchmarks.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;

/**
 * What it costs to ask for another turn: many tasks, each of which wakes itself many times. Nanoseconds for each yield, the
 * spawning and the end of the tasks included.
 */
public final class YieldFamily implements Family {

    private static final int TASKS = 10_000;
    private static final int YIELDS = 100;

    private final Measure local = yields("ns.yield.local", () -> onLocalQueue(TASKS, YIELDS));
    private final Measure shared = yields("ns.yield.shared", () -> onRunQueue(TASKS, YIELDS));
    private final Measure forkJoin = yields("ns.yield.forkjoin", () -> onForkJoinPool(TASKS, YIELDS));

    private final Measure runBlocking = yields("ns.yield.kotlinx_runblocking",
            () -> Coroutines.yields(EmptyCoroutineContext.INSTANCE, TASKS, YIELDS));
    private final Measure single = yields("ns.yield.kotlinx_single", YieldFamily::onKotlinxSingle);
    private final Measure kotlinxDefault = yields("ns.yield.kotlinx_default",
            () -> Coroutines.yields(Dispatchers.getDefault(), TASKS, YIELDS));
    private final Measure virtual = yields("ns.yield.virtual", YieldFamily::onVirtualThreads);

    private final Measure many = polls("ns.yield.poll_of_1000000_tasks", 1_000_000, 1);
    private final Measure few = polls("ns.yield.poll_of_1000_tasks", 1_000, 1_000);

    @Override
    public String name() {
        return "yield";
    }

    @Override
    public List<Row> rows() {
        return List.of(Row.ratio("yield.local_vs_kotlinx_runblocking", 0.15, local, runBlocking),
                Row.ratio("yield.shared_vs_kotlinx_single", 0.15, shared, single),
                Row.ratio("yield.forkjoin_vs_kotlinx_default", 0.5, forkJoin, kotlinxDefault),
                Row.ratio("yield.local_vs_virtual", 0.03, local, virtual), Row.ratio("yield.growth", 4, many, few));
    }

    private static Measure yields(String name, Work work) {
        long all = (long) TASKS * YIELDS;
        return Timed.of(name, all, all, work);
    }

    /** For each poll, of which the last one of each task is no yield; without the spawning. */
    private static Measure polls(String name, int tasks, int yields) {
        long all = (long) tasks * (yields + 1);
        return new Timed(name, all, all, () -> {
            LocalQueue queue = new LocalQueue();
            spawn(Tasks.on(queue).local(), tasks, yields);
            return queue::runAll;
        });
    }

    private static long onLocalQueue(int tasks, int yields) {
        LocalQueue queue = new LocalQueue();
        List<Task<Integer>> spawned = spawn(Tasks.on(queue).local(), tasks, yields);
        queue.runAll();
        return sum(spawned);
    }

    private static long onRunQueue(int tasks, int yields) {
        try (RunQueue queue = new RunQueue()) {
            List<Task<Integer>> spawned = spawn(Tasks.on(queue), tasks, yields);
            queue.runAll();
            return sum(spawned);
        }
    }

    /** First in, first out, as the peer's dispatcher treats a yield. */
    private static long onForkJoinPool(int tasks, int yields) throws InterruptedException {
        boolean firstInFirstOut = true;
        try (ForkJoinPool pool =
                new ForkJoinPool(2, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, firstInFirstOut)) {
            List<Task<Integer>> spawned = spawn(Tasks.on(pool::execute), tasks, yields);
            for (Task<Integer> task : spawned) {
                task.join();
            }
            return sum(spawned);
        }
    }

    private static List<Task<Integer>> spawn(Spawner spawner, int tasks, int yields) {
        List<Task<Integer>> spawned = new ArrayList<>(tasks);
        Supplier<Yielder> yielders = Yielder.of(yields);
        for (int i = 0; i < tasks; i++) {
            spawned.add(spawner.spawn(yielders.get()));
        }
        return spawned;
    }

    static long sum(List<Task<Integer>> ended) {
        long sum = 0;
        for (Task<Integer> task : ended) {
            sum += task.resultNow();
        }
        return sum;
    }

    private static long onKotlinxSingle() {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            return Coroutines.yields(ExecutorsKt.from((Executor) thread), TASKS, YIELDS);
        }
    }

    static long onVirtualThreads() throws InterruptedException {
        LongAdder sum = new LongAdder();
        List<Thread> threads = new ArrayList<>(TASKS);
        for (int i = 0; i < TASKS; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                int done = 0;
                while (done < YIELDS) {
                    done++;
                    Thread.yield();
                }
                sum.add(done);
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return sum.sum();
    }
}
