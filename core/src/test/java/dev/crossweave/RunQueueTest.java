package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Order, running, parking, misuse. */
class RunQueueTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final RunQueue queue = new RunQueue();
    private final Spawner spawner = Tasks.on(queue);
    private final List<String> polled = new ArrayList<>();

    private Task<String> spawn(String name) {
        return spawner.spawn(waker -> {
            polled.add(name);
            return Poll.ready(name);
        });
    }

    @Test
    void tasks_fromOutside_runFirstInFirstOut() {
        spawn("a");
        spawn("b");
        Threads.elsewhere(() -> spawn("c"));
        spawn("d");

        assertThat(queue.runAll()).isEqualTo(4);
        assertThat(polled).containsExactly("a", "b", "c", "d");
    }

    @Test
    void tasks_spawnedByAPoll_runAfterWhatWasReadyBefore() {
        spawner.spawn(waker -> {
            spawn("x");
            spawn("y");
            return Poll.ready(null);
        });
        spawn("a");

        queue.runAll();

        assertThat(polled).containsExactly("a", "x", "y");
    }

    @Test
    void runOne_pollsOneTaskAndSaysWhetherThereWasOne() {
        spawn("a");
        spawn("b");

        assertThat(queue.runOne()).isTrue();
        assertThat(polled).containsExactly("a");
        assertThat(queue.runOne()).isTrue();
        assertThat(queue.runOne()).isFalse();
    }

    @Test
    void runAll_onAnotherThreadThanBefore_goesOnWithTheSameTasks() {
        int[] polls = new int[1];
        Task<String> task = spawner.spawn(waker -> {
            waker.wake();
            return ++polls[0] == 4 ? Poll.ready("value") : Poll.pending();
        });
        queue.runOne();
        Threads.elsewhere(queue::runOne); // a yielded task moves with the queue
        queue.runOne();
        Threads.elsewhere(queue::runOne);

        assertThat(task.resultNow()).isEqualTo("value");
    }

    @Test
    void runUntil_aTaskEnds_leavesTheRestForLater() throws Exception {
        Task<String> first = spawn("a");
        spawn("b");

        assertThat(queue.runUntil(first)).isEqualTo(Poll.ready("a"));
        assertThat(polled).containsExactly("a");
        assertThat(queue.runAll()).isEqualTo(1);
    }

    @Test
    void runUntil_aLazyTask_startsIt() throws Exception { // L3
        Task<String> task = spawner.lazy(waker -> Poll.ready("value"));

        assertThat(queue.runUntil(task)).isEqualTo(Poll.ready("value"));
    }

    @Test
    void runUntil_nothingIsReady_parksUntilAnotherThreadWakes() throws Exception {
        Scripted<String> pollable = new Scripted<String>().then(Poll.pending()).then(Poll.ready("value"));
        Task<String> task = spawner.spawn(pollable);
        FutureTask<Void> waking = wakeWhenParked(Thread.currentThread(), () -> pollable.waker().wake());

        assertThat(queue.runUntil(task)).isEqualTo(Poll.ready("value"));
        Threads.await(waking);
    }

    @Test
    void runUntil_aTaskOfElsewhereEnds_unparks() throws Exception {
        Completer<String> elsewhere = new Completer<>();
        FutureTask<Void> completing =
                wakeWhenParked(Thread.currentThread(), () -> assertThat(elsewhere.complete("value")).isTrue());

        assertThat(queue.runUntil(elsewhere)).isEqualTo(Poll.ready("value"));
        Threads.await(completing);
        assertThat(queue.runOne()).as("nothing left in the inbox, its own thread included").isFalse();
    }

    @Test
    void runUntil_interruptedWhileNothingIsReady_throwsAndLeavesTheTask() { // L13
        Scripted<String> pollable = new Scripted<>();
        Task<String> task = spawner.spawn(pollable);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> queue.runUntil(task)).isInstanceOf(InterruptedException.class);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(task.isDone()).isFalse();
        assertThat(task.toString()).as("the waker was taken back").doesNotContain("waiting");
        pollable.then(Poll.ready("value")).waker().wake();
        assertThat(queue.runAll()).isEqualTo(1);
    }

    @Test
    void runUntil_null_refusesAndLeavesTheQueueUsable() { // L17
        assertThatThrownBy(() -> queue.runUntil(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("runUntil needs a task");

        spawn("a");
        assertThat(queue.runAll()).isEqualTo(1);
    }

    @Test
    void runUntilClosed_runsWhatComesAndReturnsWhenClosed() {
        FutureTask<Void> loop = Threads.start(queue::runUntilClosed);

        Task<String> one = spawn("a");
        assertThat(joined(one)).isEqualTo("a");
        Task<String> other = spawn("b");
        assertThat(joined(other)).isEqualTo("b");

        queue.close();
        Threads.await(loop);
    }

    @Test
    void run_fromInsideAPoll_isRefused() { // L17
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        spawner.spawn(waker -> {
            try {
                queue.runOne();
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
            return Poll.ready(null);
        });

        assertThat(queue.runAll()).isEqualTo(1);

        assertThat(thrown.get()).hasMessageContaining("A poll of this run queue can't run the queue itself");
    }

    @Test
    void run_whileAnotherThreadRuns_isRefusedAndNamesIt() { // L17
        Thread runner = Thread.currentThread();
        spawner.spawn(waker -> {
            assertThat(queue.toString()).contains("running on " + runner);
            Threads.elsewhere(() -> assertThatThrownBy(queue::runAll).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("run by " + runner));
            return Poll.ready(null);
        });

        assertThat(queue.runAll()).isEqualTo(1);
        assertThat(queue).hasToString("run queue (not running)");
    }

    @Test
    void schedule_ofARightThatAQueueHolds_isRefused() { // L17
        RunQueue other = new RunQueue();
        RunnableTask right = Tasks.on(new Stepper()).prepare(new Scripted<>());
        queue.schedule(right);

        assertThatThrownBy(() -> queue.schedule(right)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected the right to poll");
        assertThatThrownBy(() -> other.schedule(right)).isInstanceOf(IllegalStateException.class);

        assertThat(queue.runAll()).isEqualTo(1);
        assertThat(other.runAll()).isZero();
        assertThatThrownBy(() -> queue.schedule(right)).as("used up").isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queue.schedule(null)).hasMessageContaining("schedule needs a task");
    }

    @Test
    void schedule_ofATaskOfAnotherSchedule_polls() {
        Scripted<String> pollable = new Scripted<String>().then(Poll.pending()).then(Poll.ready("value"));
        Task<String> task = Tasks.on(right -> queue.schedule(right)).spawn(pollable);

        assertThat(queue.runAll()).isEqualTo(1);
        pollable.waker().wake();
        assertThat(queue.runAll()).isEqualTo(1);
        assertThat(task.resultNow()).isEqualTo("value");
    }

    /** A task of one queue that was put into another by hand: when it yields, it goes home. */
    @Test
    void schedule_ofATaskOfAnotherQueue_pollsHereAndYieldsThere() {
        RunQueue home = new RunQueue();
        Scripted<String> pollable = new Scripted<String>().then(waker -> {
            waker.wake();
            return Poll.pending();
        }).then(Poll.ready("value"));
        RunnableTask right = Tasks.on(home).prepare(pollable);
        queue.schedule(right);

        assertThat(queue.runAll()).isEqualTo(1);
        assertThat(home.runAll()).isEqualTo(1);
        assertThat(right.task().resultNow()).isEqualTo("value");
    }

    private static FutureTask<Void> wakeWhenParked(Thread thread, Threads.Job job) {
        return Threads.start(() -> {
            Threads.awaitParked(thread);
            job.run();
        });
    }

    private static String joined(Task<String> task) {
        try {
            return task.get(Threads.LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
