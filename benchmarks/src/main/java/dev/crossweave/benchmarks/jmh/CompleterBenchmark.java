package dev.crossweave.benchmarks.jmh;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.Waker;
import java.util.concurrent.CompletableFuture;
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

/** One life of a task that is completed from outside. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class CompleterBenchmark implements Waker {

    private final Integer value = 1_000;
    private int woken;

    /** Completed, then awaited. */
    @Benchmark
    public Integer completeAndJoin() throws InterruptedException {
        Completer<Integer> completer = new Completer<>();
        completer.complete(value);
        return completer.join();
    }

    /** Awaited, then completed, which wakes; then looked at. */
    @Benchmark
    public Poll<Integer> awaitCompleteAndPoll() {
        Completer<Integer> completer = new Completer<>();
        completer.poll(this);
        completer.complete(value);
        return completer.poll(this);
    }

    @Override
    public void wake() {
        woken++;
    }

    /** The JDK's own, for comparison. */
    @Benchmark
    public Integer completeAndJoinFuture() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        future.complete(value);
        return future.join();
    }
}
