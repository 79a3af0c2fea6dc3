package dev.crossweave.benchmarks.families;

import dev.crossweave.Completer;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.benchmarks.Family;
import dev.crossweave.benchmarks.Measure;
import dev.crossweave.benchmarks.Row;
import dev.crossweave.benchmarks.Timed;
import dev.crossweave.benchmarks.Work;
import dev.crossweave.loom.LoomTasks;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** What virtual threads pay to wait for a task, to be woken by one, to be one, and for each step. Nanoseconds for each. */
public final class LoomFamily implements Family {

    private static final int READY = 64; // a power of two
    private static final int LOOKS = 1_000_000;
    private static final int HANDOFFS = 20_000;
    private static final int THREADS = 10_000;
    private static final int STEPS = 100_000;
    private static final Integer VALUE = 1_000;

    private final Measure awaitReady = Timed.of("ns.loom.await_ready", LOOKS, (long) LOOKS * VALUE,
            () -> onVirtualThread(LoomFamily::awaitReady));

    private final Measure handoff =
            Timed.of("ns.loom.handoff", HANDOFFS, (long) HANDOFFS * VALUE,
                    () -> onVirtualThread(LoomFamily::handTasks));
    private final Measure handoffFutures = Timed.of("ns.loom.handoff_completablefuture", HANDOFFS,
            (long) HANDOFFS * VALUE, () -> onVirtualThread(LoomFamily::handFutures));

    private final Measure create =
            Timed.of("ns.loom.create", THREADS, (long) THREADS * VALUE, () -> onVirtualThread(LoomFamily::createTasks));
    private final Measure startThread = Timed.of("ns.loom.create_startvirtualthread", THREADS, (long) THREADS * VALUE,
            () -> onVirtualThread(LoomFamily::startThreads));

    private final Measure stepYield =
            Timed.of("ns.loom.step_yield", STEPS, STEPS, () -> StepWork.yieldSteps(STEPS));
    private final Measure threadYield =
            Timed.of("ns.loom.step_yield_default", STEPS, STEPS, () -> StepWork.yieldThreads(STEPS));

    private final Measure stepPark = Timed.of("ns.loom.step_park", STEPS, STEPS, () -> StepWork.parkSteps(STEPS));
    private final Measure threadPark =
            Timed.of("ns.loom.step_park_default", STEPS, STEPS, () -> StepWork.parkThreads(STEPS));

    @Override
    public String name() {
        return "loom";
    }

    @Override
    public List<Row> rows() {
        return List.of(Row.limit(2, awaitReady),
                Row.ratio("loom.handoff_vs_completablefuture", 1.0, handoff, handoffFutures),
                Row.ratio("loom.create_vs_startVirtualThread", 1.1, create, startThread),
                Row.ratio("loom.step_yield_vs_default", 0.8, stepYield, threadYield),
                Row.ratio("loom.step_park_vs_default", 0.8, stepPark, threadPark));
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-Xms2g", "-Xmx2g", "--add-opens", "java.base/java.lang=ALL-UNNAMED"); // for LoomSteps
    }

    private static long onVirtualThread(Work work) throws Exception {
        FutureTask<Long> whole = new FutureTask<>(work::run);
        Thread.startVirtualThread(whole);
        return whole.get();
    }

    // ------------------------------------------------------------------------------------------ await

    /** More than one task, so that nothing about it can be taken out of the loop. */
    private static long awaitReady() throws InterruptedException {
        Task<Integer>[] ready = readyTasks();
        long sum = 0;
        for (int i = 0; i < LOOKS; i++) {
            sum += LoomTasks.await(ready[i & (READY - 1)]);
        }
        return sum;
    }

    @SuppressWarnings("unchecked") // filled with tasks of Integer here
    private static Task<Integer>[] readyTasks() {
        Task<Integer>[] ready = new Task[READY];
        Arrays.setAll(ready, i -> Tasks.value(VALUE));
        return ready;
    }

    // ------------------------------------------------------------------------------------------ handoff

    private static long handTasks() throws InterruptedException {
        List<Completer<Integer>> there = Stream.generate(Completer<Integer>::new).limit(HANDOFFS / 2).toList();
        List<Completer<Integer>> back = Stream.generate(Completer<Integer>::new).limit(HANDOFFS / 2).toList();
        FutureTask<Long> other = new FutureTask<>(() -> {
            long sum = 0;
            for (int i = 0; i < HANDOFFS / 2; i++) {
                sum += LoomTasks.await(there.get(i));
                back.get(i).complete(VALUE);
            }
            return sum;
        });
        Thread.startVirtualThread(other);
        long sum = 0;
        for (int i = 0; i < HANDOFFS / 2; i++) {
            there.get(i).complete(VALUE);
            sum += LoomTasks.await(back.get(i));
        }
        return sum + sumOf(other);
    }

    private static long handFutures() throws InterruptedException {
        List<CompletableFuture<Integer>> there =
                Stream.generate(CompletableFuture<Integer>::new).limit(HANDOFFS / 2).toList();
        List<CompletableFuture<Integer>> back =
                Stream.generate(CompletableFuture<Integer>::new).limit(HANDOFFS / 2).toList();
        FutureTask<Long> other = new FutureTask<>(() -> {
            long sum = 0;
            for (int i = 0; i < HANDOFFS / 2; i++) {
                sum += there.get(i).join();
                back.get(i).complete(VALUE);
            }
            return sum;
        });
        Thread.startVirtualThread(other);
        long sum = 0;
        for (int i = 0; i < HANDOFFS / 2; i++) {
            there.get(i).complete(VALUE);
            sum += back.get(i).join();
        }
        return sum + sumOf(other);
    }

    private static long sumOf(FutureTask<Long> other) throws InterruptedException {
        try {
            return other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the other thread failed", e);
        }
    }

    // ------------------------------------------------------------------------------------------ create

    private static long createTasks() throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < THREADS; i++) {
            sum += LoomTasks.await(LoomTasks.fromCallable(() -> VALUE));
        }
        return sum;
    }

    private static long startThreads() throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < THREADS; i++) {
            int[] box = new int[1];
            Thread.startVirtualThread(() -> box[0] = VALUE).join();
            sum += box[0];
        }
        return sum;
    }
}
