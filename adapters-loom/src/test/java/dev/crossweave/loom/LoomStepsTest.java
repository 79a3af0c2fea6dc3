package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Completer;
import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.RunQueue;
import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.testkit.SteppingSchedule;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a step task is, beside what {@link LoomStepsLawsTest} holds it to. */
class LoomStepsTest {

    private final SteppingSchedule schedule = new SteppingSchedule();
    private final LoomSteps steps = LoomSteps.on(schedule);
    private final List<String> trace = new ArrayList<>();
    private final List<Throwable> late = new CopyOnWriteArrayList<>();
    private final List<Object> discarded = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        Hooks.onLateError(late::add);
        Hooks.onDiscard(discarded::add);
    }

    @AfterEach
    void stopListening() {
        Hooks.onLateError(null);
        Hooks.onDiscard(null);
    }

    private static Object parkForEver() throws InterruptedException {
        while (!Thread.interrupted()) {
            LockSupport.park();
        }
        throw new InterruptedException();
    }

    // ------------------------------------------------------------------------------------------ steps

    @Test
    void body_thatYields_takesAStepForEachTurn() {
        Task<String> task = steps.fromCallable(() -> {
            trace.add("first");
            Thread.yield();
            trace.add("second");
            return "value";
        });
        assertThat(schedule.size()).isZero(); // L3
        task.start();
        assertThat(trace).isEmpty();

        assertThat(schedule.step()).isTrue(); // woken during its own poll

        assertThat(trace).containsExactly("first");
        assertThat(task.isDone()).isFalse();
        assertThat(schedule.step()).isFalse();
        assertThat(trace).containsExactly("first", "second");
        assertThat(task.resultNow()).isEqualTo("value");
        assertThat(schedule.scheduled()).isEqualTo(2);
    }

    @Test
    void body_thatAwaitsATask_isParkedUntilThatWakesIt() {
        Completer<String> awaited = new Completer<>();
        Task<String> task = steps.fromCallable(() -> LoomTasks.await(awaited) + "!").start();
        schedule.runAll();
        assertThat(task.isDone()).isFalse();
        assertThat(schedule.scheduled()).isEqualTo(1); // waiting polls nothing

        awaited.complete("there");

        assertThat(schedule.size()).isEqualTo(1);
        schedule.runAll();
        assertThat(task.resultNow()).isEqualTo("there!");
    }

    @Test
    void body_runsOnAVirtualThread_carriedByTheOneThatPolls() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicReference<Thread> carrier = new AtomicReference<>();
        LoomSteps.on(Tasks.on(schedule).named("invoices")).fromCallable(() -> {
            thread.set(Thread.currentThread());
            carrier.set(LoomSteps.carrier());
            return null;
        }).start();
        schedule.runAll();

        assertThat(thread.get().isVirtual()).isTrue();
        assertThat(thread.get().getName()).isEqualTo("invoices");
        assertThat(carrier).hasValue(Thread.currentThread());
        assertThat(LoomSteps.carrier()).isSameAs(Thread.currentThread());
    }

    @Test
    void end_isToldOnTheThreadThatTookTheLastStep_whenTheVirtualOneIsOver() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicReference<String> seen = new AtomicReference<>();
        Task<Object> task = steps.fromCallable(() -> {
            thread.set(Thread.currentThread());
            return null;
        });
        task.poll(() -> seen.set(Thread.currentThread().getName() + ", " + thread.get().isAlive()));

        schedule.runAll();

        assertThat(seen).hasValue(Thread.currentThread().getName() + ", false");
    }

    @Test
    void task_hasTheNameOfItsSpawner_alsoWhenItHasEnded() {
        Task<Object> task = LoomSteps.on(Tasks.on(schedule).named("invoices")).fromCallable(() -> null);
        assertThat(task.toString()).contains("invoices");
        task.start();
        schedule.runAll();
        assertThat(task.isDone()).isTrue();
        assertThat(task.toString()).contains("invoices");
    }

    @Test
    void fromCallable_ofNull_isRefused() { // L17
        assertThatThrownBy(() -> steps.fromCallable(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");
        assertThatThrownBy(() -> LoomSteps.on((Schedule) null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");
        assertThatThrownBy(() -> steps.threadFactory().newThread(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");
    }

    // ------------------------------------------------------------------------------------------ cancel

    @Test
    void cancel_ofAParkedBody_runsItsFinallyBlockStepByStep_thenIsSeen() { // L7
        Completer<String> closing = new Completer<>();
        Task<Object> task = steps.fromCallable(() -> {
            try {
                return parkForEver();
            } finally {
                trace.add(LoomTasks.await(closing)); // waits in its finally block
            }
        }).start();
        schedule.runAll();

        task.cancel();

        assertThat(trace).isEmpty();
        schedule.runAll();
        assertThat(task.isDone()).isFalse();
        closing.complete("closed");
        assertThat(task.isDone()).isFalse();
        schedule.runAll();
        assertThat(trace).containsExactly("closed");
        assertThat(task.isCancelled()).isTrue();
        assertThat(late).isEmpty(); // L8
    }

    @Test
    void cancel_beforeTheStart_makesNoStep() {
        Task<Object> task = steps.fromCallable(() -> trace.add("never"));

        task.cancel();

        assertThat(task.isCancelled()).isTrue();
        assertThat(schedule.scheduled()).isZero();
    }

    @Test
    void cancel_ofABodyThatSwallowsIt_waitsAndDiscardsItsValue() { // L7, L9
        Completer<String> go = new Completer<>();
        Task<String> task = steps.fromCallable(() -> {
            assertThatThrownBy(LoomStepsTest::parkForEver).isInstanceOf(InterruptedException.class);
            return LoomTasks.await(go);
        }).start();
        schedule.runAll();
        task.cancel();
        schedule.runAll();
        assertThat(task.isDone()).isFalse();

        go.complete("a value that nobody sees");
        schedule.runAll();

        assertThat(task.isCancelled()).isTrue();
        assertThat(discarded).containsExactly("a value that nobody sees");
    }

    @Test
    void cancel_thenAnotherError_goesToTheSpawnersHook() { // L8
        List<Throwable> own = new ArrayList<>();
        IllegalStateException error = new IllegalStateException("the clean-up failed");
        Task<Object> task = LoomSteps.on(Tasks.on(schedule).onLateError(own::add)).fromCallable(() -> {
            try {
                return parkForEver();
            } finally {
                throwIt(error);
            }
        }).start();
        schedule.runAll();
        task.cancel();
        schedule.runAll();

        assertThat(task.isCancelled()).isTrue();
        assertThat(own).containsExactly(error);
        assertThat(late).isEmpty();
    }

    private static void throwIt(RuntimeException error) {
        throw error;
    }

    @Test
    void cancel_thatABodyThrows_isCancelled() {
        CancellationException mine = new CancellationException("mine");
        Task<Object> task = steps.fromCallable(() -> {
            throw mine;
        }).start();
        schedule.runAll();
        assertThat(task.isCancelled()).isTrue();
    }

    // ------------------------------------------------------------------------------------------ schedules

    @Test
    void localSteps_onAnotherThread_areRefused_andWokenFromAnywhere() throws Exception { // L17
        Completer<String> awaited = new Completer<>();
        Task<String> task =
                LoomSteps.on(Tasks.on(schedule).local()).fromCallable(() -> LoomTasks.await(awaited)).start();
        schedule.runAll();
        Thread.ofPlatform().start(() -> awaited.complete("from anywhere")).join();
        RunnableTask right = schedule.take();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread.ofPlatform().name("elsewhere").start(() -> {
            try {
                right.run();
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
        }).join();

        assertThat(thrown.get()).hasMessageContaining("local to").hasMessageContaining("elsewhere");
        assertThat(task.isDone()).isFalse();
        right.run();
        assertThat(task.resultNow()).isEqualTo("from anywhere");
    }

    @Test
    void runUntil_onOneThread_takesAllSteps() throws Exception {
        try (RunQueue queue = new RunQueue()) {
            LoomSteps onQueue = LoomSteps.on(queue);
            Task<Integer> one = onQueue.fromCallable(() -> {
                Thread.yield();
                return 20;
            });
            Task<Integer> other = onQueue.fromCallable(() -> LoomTasks.await(one) + 1);

            assertThat(queue.runUntil(other)).isEqualTo(new Outcome.Value<>(21));
        }
    }

    @Test
    void executor_asSchedule_takesStepsOnItsThreads() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(2, Thread.ofPlatform().name("worker-", 0).factory())) {
            stepsOn(pool, "worker-");
        }
    }

    @Test
    void forkJoinPool_asSchedule_takesStepsOnItsThreads() throws Exception {
        try (ForkJoinPool pool = new ForkJoinPool(2)) {
            stepsOn(pool, "ForkJoinPool-");
        }
    }

    private static void stepsOn(ExecutorService pool, String threads) throws InterruptedException {
        LoomSteps onPool = LoomSteps.on(pool::execute);
        List<Task<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tasks.add(onPool.fromCallable(() -> {
                for (int turn = 0; turn < 10; turn++) {
                    Thread.yield();
                }
                return LoomSteps.carrier().getName();
            }).start());
        }
        for (Task<String> task : tasks) {
            assertThat(task.join()).startsWith(threads);
        }
    }

    @Test
    void threadOfLoomTasks_madeInside_takesItsStepsOnTheScheduleToo() {
        Task<Thread> inner =
                steps.fromCallable(() -> LoomTasks.await(LoomTasks.fromCallable(LoomSteps::carrier))).start();
        schedule.runAll();

        assertThat(inner.resultNow()).isSameAs(Thread.currentThread());
    }

    // ------------------------------------------------------------------------------------------ release

    /** Ends a task that is on its own schedule, and gives the task and that. */
    private static Map.Entry<Task<Object>, WeakReference<Schedule>> ended(
            BiFunction<Task<Object>, SteppingSchedule, Task<Object>> end) {
        SteppingSchedule own = new SteppingSchedule();
        Task<Object> task = end.apply(LoomSteps.on(own).fromCallable(() -> "value"), own);
        own.runAll();
        return Map.entry(task, new WeakReference<>(own));
    }

    @Test
    void endedTask_holdsNoSchedule() { // L16
        List<BiFunction<Task<Object>, SteppingSchedule, Task<Object>>> ends = List.of(
                (task, own) -> task.start(),
                (task, own) -> {
                    task.cancel();
                    return task;
                },
                (task, own) -> {
                    own.reject();
                    return task.start();
                });
        for (BiFunction<Task<Object>, SteppingSchedule, Task<Object>> end : ends) {
            Map.Entry<Task<Object>, WeakReference<Schedule>> ended = ended(end);
            assertThat(ended.getKey().isDone()).isTrue();
            await().until(() -> {
                System.gc();
                return ended.getValue().get() == null;
            });
            Reference.reachabilityFence(ended.getKey());
        }
    }

    // ------------------------------------------------------------------------------------------ threads that are no tasks

    @Test
    void threadFactory_makesVirtualThreadsWhoseStepsAreOnTheSchedule() throws Exception {
        try (Loop loop = new Loop();
                ExecutorService each = Executors.newThreadPerTaskExecutor(LoomSteps.on(loop).threadFactory())) {
            CountDownLatch open = new CountDownLatch(1);
            Future<Thread> waiting = each.submit(() -> {
                open.await();
                return LoomSteps.carrier();
            });
            Future<Thread> opening = each.submit(() -> {
                open.countDown();
                return LoomSteps.carrier();
            });

            assertThat(List.of(waiting.get(), opening.get())).containsOnly(loop.thread);
        }
    }

    @Test
    void threadFactory_uncaughtException_goesToItsHandler() {
        AtomicReference<Throwable> uncaught = new AtomicReference<>();
        IllegalStateException error = new IllegalStateException("nobody catches this");
        Thread thread = steps.threadFactory().newThread(() -> throwIt(error));
        thread.setUncaughtExceptionHandler((of, thrown) -> uncaught.set(thrown));
        thread.start();
        schedule.runAll();

        assertThat(uncaught).hasValue(error);
        assertThat(thread.isAlive()).isFalse();
        await().until(() -> late.isEmpty());
    }

    @Test
    void bodyThatThrowsABrokenError_failsWithIt() { // L1, L18
        LoomTasksTest.BrokenError broken = new LoomTasksTest.BrokenError();
        Task<Object> task = steps.fromCallable(() -> {
            throw broken;
        }).start();
        schedule.runAll();
        assertThat(task.exceptionNow()).isSameAs(broken);
    }
}
