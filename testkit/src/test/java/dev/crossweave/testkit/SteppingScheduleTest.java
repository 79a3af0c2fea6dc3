package dev.crossweave.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.RunnableTask;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SteppingScheduleTest {

    private final SteppingSchedule schedule = new SteppingSchedule();
    private final List<String> polled = new ArrayList<>();

    @Test
    void spawn_schedulesAndPollsNothing() {
        spawn("a");

        assertThat(polled).isEmpty();
        assertThat(schedule.size()).isEqualTo(1);
        assertThat(schedule.scheduled()).isEqualTo(1);
    }

    @Test
    void step_pollsTheOldestOnce() {
        spawn("a");
        spawn("b");

        assertThat(schedule.step()).isFalse();

        assertThat(polled).containsExactly("a");
        assertThat(schedule.size()).isEqualTo(1);
    }

    @Test
    void step_ofATaskThatWakesItself_saysSoAndCountsIt() {
        Task<String> task = Tasks.on(schedule).spawn(waker -> {
            polled.add("turn");
            if (polled.size() == 1) {
                waker.wake();
                return Poll.pending();
            }
            return Poll.ready("done");
        });

        assertThat(schedule.step()).isTrue();

        assertThat(schedule.scheduledWhileRunning()).isEqualTo(1);
        assertThat(schedule.size()).isEqualTo(1);
        assertThat(schedule.runAll()).isEqualTo(1);
        assertThat(task.resultNow()).isEqualTo("done");
    }

    @Test
    void runAll_stepsUntilNothingIsReady_andCounts() {
        spawn("a");
        spawn("b");

        assertThat(schedule.runAll()).isEqualTo(2);

        assertThat(polled).containsExactly("a", "b");
        assertThat(schedule.size()).isZero();
    }

    @Test
    void step_withNothingReady_refuses() {
        assertThatThrownBy(schedule::step).isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("nothing is ready");
    }

    @Test
    void take_handsTheRightOver() {
        Task<String> task = spawn("a");

        RunnableTask right = schedule.take();
        right.discard(new IllegalStateException("shut down"));

        assertThat(schedule.size()).isZero();
        assertThat(task.isCancelled()).isTrue();
        assertThat(polled).isEmpty();
    }

    @Test
    void reject_failsWhatIsSpawnedFromThenOn() {
        Task<String> before = spawn("a");
        RuntimeException rejection = schedule.reject();

        Task<String> after = spawn("b");

        assertThat(after.exceptionNow()).isSameAs(rejection); // L18
        assertThat(before.isDone()).isFalse();
        schedule.runAll();
        assertThat(polled).containsExactly("a");
    }

    private Task<String> spawn(String name) {
        Pollable<String> pollable = (Waker waker) -> {
            polled.add(name);
            return Poll.ready(name);
        };
        return Tasks.on(schedule).spawn(pollable);
    }

    private static List<Integer> orderWith(long seed) {
        SteppingSchedule shuffled = new SteppingSchedule(seed);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int mine = i;
            Tasks.on(shuffled).spawn(waker -> {
                order.add(mine);
                waker.wake();
                return order.size() > 100 ? Poll.ready(null) : Poll.pending();
            });
        }
        shuffled.runAll();
        return order;
    }

    @Test
    void seed_decidesTheOrder_andReplaysIt() {
        assertThat(orderWith(1)).isEqualTo(orderWith(1)).isNotEqualTo(orderWith(2));
        assertThat(new SteppingSchedule(7).toString()).contains("seed 7");
    }

    // ------------------------------------------------------------------------------------------ strict

    private static Task<String> waiting(SteppingSchedule on, Completer<String> source) {
        Task<String> task = Tasks.on(on).spawn(source::poll);
        on.runAll();
        return task;
    }

    @Test
    void strict_wokenFromItsOwnThread_goesOn() {
        Completer<String> source = new Completer<>();
        Task<String> task = waiting(schedule.strict(), source);

        source.complete("inside");

        assertThat(schedule.runAll()).isEqualTo(1);
        assertThat(task.resultNow()).isEqualTo("inside");
    }

    @Test
    void strict_wokenFromAnotherThread_failsTheTaskAndTheNextStep_once() throws InterruptedException {
        Completer<String> source = new Completer<>();
        Task<String> task = waiting(schedule.strict(), source);

        Thread outside = Thread.ofPlatform().name("outside").start(() -> source.complete("from outside"));
        outside.join();

        assertThatThrownBy(schedule::runAll).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Nondeterminism").hasMessageContaining("outside").hasMessageContaining("Sleeps");
        assertThat(task.exceptionNow()).hasMessageContaining("Nondeterminism"); // L18
        assertThat(schedule.runAll()).isZero();
    }

    @Test
    void notStrict_wokenFromAnotherThread_goesOn() throws InterruptedException {
        Completer<String> source = new Completer<>();
        Task<String> task = waiting(schedule, source);

        Thread.ofPlatform().start(() -> source.complete("from outside")).join();

        schedule.runAll();
        assertThat(task.resultNow()).isEqualTo("from outside");
    }

    @Test
    void strict_withAThreadThatIsAnotherOnesCarrier_takesItsWakes() throws InterruptedException {
        Thread here = Thread.currentThread();
        Completer<String> source = new Completer<>();
        Task<String> task = waiting(schedule.strict(() -> here), source);

        Thread.ofPlatform().start(() -> source.complete("as if from here")).join();

        schedule.runAll();
        assertThat(task.resultNow()).isEqualTo("as if from here");
    }
}
