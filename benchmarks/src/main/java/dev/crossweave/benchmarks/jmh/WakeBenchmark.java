package dev.crossweave.benchmarks.jmh;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import dev.crossweave.benchmarks.families.LocalQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One wake, and what comes of it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class WakeBenchmark {

    static final int CROWD = 1_024;

    private final LocalQueue queue = new LocalQueue();
    private final LocalQueue stopped = new LocalQueue();
    private final RunQueue runQueue = new RunQueue();
    private final List<Waker> idle = new ArrayList<>();
    private final List<Waker> crowd = new ArrayList<>();
    private final List<Waker> scheduled = new ArrayList<>();
    private final Completer<Integer> pending = new Completer<>();
    private final Task<Integer> ended = Tasks.value(1);

    /** Tasks that never end and tell their wakers. */
    @Setup(Level.Trial)
    public void setUp() {
        Tasks.on(queue).spawn(waker -> {
            idle.add(waker);
            return Poll.pending();
        });
        queue.runAll();
        Tasks.on(stopped).spawn(waker -> {
            scheduled.add(waker);
            return Poll.pending();
        });
        stopped.runAll();
        for (int i = 0; i < CROWD; i++) {
            Tasks.on(runQueue).spawn(waker -> {
                if (crowd.size() < CROWD) {
                    crowd.add(waker);
                }
                return Poll.pending();
            });
        }
        runQueue.runAll();
        scheduled.get(0).wake(); // it stays scheduled: its queue is not run
    }

    /** An idle task is woken and polled, all on one thread. */
    @Benchmark
    public long wakeIdleAndRun() {
        idle.get(0).wake();
        idle.clear();
        return queue.runAll();
    }

    /** A task that is scheduled already is woken once more. */
    @Benchmark
    public void wakeScheduled() {
        scheduled.get(0).wake();
    }

    /** A thread that doesn't run the queue wakes idle tasks, which go into the inbox; then they are polled. */
    @Benchmark
    @OperationsPerInvocation(CROWD)
    public long scheduleFromOutsideAndRun() {
        for (Waker waker : crowd) {
            waker.wake();
        }
        return runQueue.runAll();
    }

    /** Somebody awaits a pending task, and loses interest. */
    @Benchmark
    public Poll<Integer> registerAndForget() {
        Poll<Integer> poll = pending.poll(Waker.NOOP);
        pending.forget(Waker.NOOP);
        return poll;
    }

    /** Somebody awaits an ended task. */
    @Benchmark
    public Poll<Integer> awaitEnded() {
        return ended.poll(Waker.NOOP);
    }
}
