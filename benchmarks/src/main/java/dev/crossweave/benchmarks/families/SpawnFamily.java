package dev.crossweave.benchmarks.families;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Spawner;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import dev.crossweave.benchmarks.Family;
import dev.crossweave.benchmarks.Measure;
import dev.crossweave.benchmarks.Row;
import dev.crossweave.benchmarks.Timed;
import dev.crossweave.benchmarks.Work;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** What a whole life costs: made, run, ended and looked at, or cancelled before it ran. Nanoseconds for each life. */
public final class SpawnFamily implements Family {

    private static final int TIMES = 100_000;
    private static final int VALUE = 1_000; // beyond the boxes that the JDK caches

    private final Measure join = lives("ns.spawn.join", VALUE, SpawnFamily::spawnRunJoin);
    private final Measure supplyAsync = lives("ns.spawn.completablefuture", VALUE, SpawnFamily::supplyAsyncJoin);
    private final Measure async = lives("ns.spawn.kotlinx_async", VALUE, () -> Coroutines.asyncAwait(TIMES, VALUE));

    private final Measure cancel = lives("ns.spawn.cancel", 1, SpawnFamily::spawnCancelDrop);
    private final Measure launch = lives("ns.spawn.kotlinx_cancel", 1, () -> Coroutines.launchCancelJoin(TIMES));

    private final Measure twoAtomics = lives("ns.spawn.two_atomics", 2, SpawnFamily::twoAtomics);

    @Override
    public String name() {
        return "spawn";
    }

    @Override
    public List<Row> rows() {
        return List.of(Row.ratio("spawn.join_vs_completablefuture", 1.5, join, supplyAsync),
                Row.ratio("spawn.join_vs_kotlinx_async", 0.4, join, async),
                Row.ratio("spawn.cancel_vs_kotlinx", 0.4, cancel, launch));
    }

    @Override
    public List<Measure> alsoMeasured() {
        return List.of(twoAtomics);
    }

    private static Measure lives(String name, long worth, Work work) {
        return Timed.of(name, TIMES, TIMES * worth, work);
    }

    /** On the executor that the peer gets too: one that runs at once. */
    private static long spawnRunJoin() throws InterruptedException {
        Executor atOnce = Runnable::run;
        Spawner spawner = Tasks.on(atOnce::execute);
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += spawner.spawn(new Ready(VALUE)).join();
        }
        return sum;
    }

    private static long supplyAsyncJoin() {
        Executor atOnce = Runnable::run;
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            int value = VALUE;
            sum += CompletableFuture.supplyAsync(() -> value, atOnce).join();
        }
        return sum;
    }

    /** What a life can't do without, by itself: a new object and two compare-and-sets on it. */
    private static long twoAtomics() {
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            AtomicInteger word = new AtomicInteger();
            if (word.compareAndSet(0, 1) && word.compareAndSet(1, 2)) {
                sum += word.getPlain();
            }
        }
        return sum;
    }

    private static long spawnCancelDrop() {
        LocalQueue queue = new LocalQueue();
        Spawner spawner = Tasks.on(queue);
        Dropped dropped = new Dropped();
        for (int i = 0; i < TIMES; i++) {
            Task<Integer> task = spawner.spawn(new Doomed(dropped));
            task.cancel();
            queue.runAll();
            if (!task.isCancelled()) {
                throw new IllegalStateException("expected a cancelled task, got " + task);
            }
        }
        return dropped.count;
    }

    private record Ready(Integer value) implements Pollable<Integer> {
        @Override
        public Poll<Integer> poll(Waker waker) {
            return Poll.ready(value);
        }
    }

    private static final class Dropped {
        private long count;
    }

    private record Doomed(Dropped dropped) implements Pollable<Integer> {
        @Override
        public Poll<Integer> poll(Waker waker) {
            throw new IllegalStateException("a task was polled that was cancelled before");
        }

        @Override
        public void drop() {
            dropped.count++;
        }
    }
}
