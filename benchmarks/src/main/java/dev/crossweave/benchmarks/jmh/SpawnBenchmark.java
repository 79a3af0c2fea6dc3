package dev.crossweave.benchmarks.jmh;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Spawner;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.benchmarks.families.LocalQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One life of a task. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class SpawnBenchmark {

    private final Executor atOnce = Runnable::run;
    private final Spawner spawner = Tasks.on(atOnce::execute);
    private final LocalQueue queue = new LocalQueue();
    private final Spawner queued = Tasks.on(queue);
    private final Spawner local = queued.local();
    private final Integer value = 1_000;
    private final Pollable<Integer> ready = waker -> Poll.ready(value);

    /** Made, run and looked at. */
    @Benchmark
    public Integer spawnRunJoin() throws InterruptedException {
        return spawner.spawn(ready).join();
    }

    /** The same as a local task, through a queue. */
    @Benchmark
    public Integer spawnRunJoinLocal() throws InterruptedException {
        Task<Integer> task = local.spawn(ready);
        queue.runAll();
        return task.join();
    }

    /** Made and run; nobody looks. */
    @Benchmark
    public Task<Integer> spawnRun() {
        return spawner.spawn(ready);
    }

    /** Cancelled before it runs, then dropped by the queue. */
    @Benchmark
    public Task<Integer> cancelBeforeRun() {
        Task<Integer> task = queued.spawn(ready);
        task.cancel();
        queue.runAll();
        return task;
    }

    /** The JDK's own, for comparison. */
    @Benchmark
    public Integer supplyAsyncJoin() {
        return CompletableFuture.supplyAsync(() -> value, atOnce).join();
    }
}
