package dev.crossweave.benchmarks.jmh;

import dev.crossweave.RunQueue;
import dev.crossweave.Spawner;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.benchmarks.families.LocalQueue;
import dev.crossweave.benchmarks.families.Yielder;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One yield: a task wakes itself, is scheduled again and polled again. The thousand tasks are spawned and ended too. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
@OperationsPerInvocation(YieldBenchmark.TASKS * YieldBenchmark.YIELDS)
public class YieldBenchmark {

    static final int TASKS = 1_000;
    static final int YIELDS = 100;

    private final LocalQueue localQueue = new LocalQueue();
    private final RunQueue runQueue = new RunQueue();
    private final ForkJoinPool pool = new ForkJoinPool(2, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);

    private final Supplier<Yielder> yielders = Yielder.of(YIELDS);
    private final Task<?>[] tasks = new Task<?>[TASKS];

    /** A local task on a queue that isn't thread-safe. */
    @Benchmark
    public long localQueue() {
        spawn(Tasks.on(localQueue).local());
        return localQueue.runAll();
    }

    /** On the library's queue. */
    @Benchmark
    public long runQueue() {
        spawn(Tasks.on(runQueue));
        return runQueue.runAll();
    }

    /** On two threads. */
    @Benchmark
    public Object forkJoinPool() throws InterruptedException {
        spawn(Tasks.on(pool::execute));
        for (Task<?> task : tasks) {
            task.join();
        }
        return tasks;
    }

    private void spawn(Spawner spawner) {
        for (int i = 0; i < TASKS; i++) {
            tasks[i] = spawner.spawn(yielders.get());
        }
    }

    /** Ends the pool's threads. */
    @TearDown
    public void tearDown() {
        pool.close();
    }
}
