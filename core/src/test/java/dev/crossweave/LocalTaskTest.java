package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L17: a local task is polled on the thread that spawned it, and keeps its right to poll when it yields. */
class LocalTaskTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Stepper stepper = new Stepper();
    private final Scripted<String> pollable = new Scripted<>();

    private static Poll<String> wakeAndYield(Waker waker) {
        waker.wake();
        return Poll.pending();
    }

    @Test
    void run_onAnotherThread_isRefusedNamesBothAndLeavesTheRight() {
        Thread owner = Thread.currentThread();
        Tasks.on(stepper).local().spawn(pollable);
        RunnableTask right = stepper.take();

        Threads.elsewhere(() -> {
            assertThatThrownBy(right::run).isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(owner.toString(), Thread.currentThread().toString());
            assertThatThrownBy(() -> right.discard(null)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("local to " + owner);
        });

        right.run();
        assertThat(pollable.polls()).isEqualTo(1);
    }

    @Test
    void wake_fromAnotherThread_schedules() {
        Tasks.on(stepper).local().spawn(pollable);
        stepper.step();

        Threads.elsewhere(() -> pollable.waker().wake());

        assertThat(stepper.runAll()).isEqualTo(1);
    }

    @Test
    void runQueue_onAnotherThread_refusesALocalTaskAndKeepsIt() {
        RunQueue queue = new RunQueue();
        Task<String> task = Tasks.on(queue).local().spawn(pollable.then(Poll.ready("value")));

        Threads.elsewhere(() -> assertThatThrownBy(queue::runAll).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is local to"));

        assertThat(queue.runAll()).isEqualTo(1);
        assertThat(task.resultNow()).isEqualTo("value");
    }

    @Test
    void run_ofAYieldedTask_happensOnce() {
        Tasks.on(stepper).local().spawn(pollable.then(LocalTaskTest::wakeAndYield));
        stepper.step();
        RunnableTask right = stepper.take();

        right.run();

        assertThat(pollable.polls()).isEqualTo(2);
        assertThatThrownBy(right::run).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cancel_ofAYieldedTask_dropsOnItsNextTurn() {
        Task<String> task = Tasks.on(stepper).local().spawn(pollable.then(LocalTaskTest::wakeAndYield));
        stepper.step();

        Threads.elsewhere(() -> task.cancel());
        assertThat(task.isDone()).isFalse();

        assertThat(stepper.runAll()).isEqualTo(1);
        assertThat(pollable.drops()).isEqualTo(1);
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void discard_ofAYieldedTask_endsIt() {
        Task<String> task = Tasks.on(stepper).local().spawn(pollable.then(LocalTaskTest::wakeAndYield));
        stepper.step();

        stepper.take().discard(null);

        assertThat(task.isCancelled()).isTrue();
        assertThat(pollable.drops()).isEqualTo(1);
    }

    @Test
    void schedule_ofAYieldedTask_handsTheRightOn() {
        Tasks.on(stepper).local().spawn(pollable.then(LocalTaskTest::wakeAndYield));
        stepper.step();

        stepper.take().schedule();

        assertThat(stepper.runAll()).isEqualTo(1);
        assertThat(pollable.polls()).isEqualTo(2);
    }

    /** The schedule passes on to a RunQueue, which then holds a right that the task kept when it yielded. */
    @Test
    void selfWake_onAScheduleThatPassesOnToARunQueue_goesOn() {
        RunQueue queue = new RunQueue();
        pollable.then(LocalTaskTest::wakeAndYield).then(LocalTaskTest::wakeAndYield).then(Poll.ready("value"));
        Task<String> task = Tasks.on(right -> queue.schedule(right)).local().spawn(pollable);

        assertThat(queue.runAll()).isEqualTo(3);

        assertThat(task.peek()).isEqualTo(Poll.ready("value"));
    }

    /** The queue holds the yielded task; a poll by anybody else would put it in there twice. */
    @Test
    void run_whileARunQueueHoldsAYieldedLocalTask_isRefused() {
        RunQueue queue = new RunQueue();
        pollable.then(LocalTaskTest::wakeAndYield).then(LocalTaskTest::wakeAndYield).then(Poll.ready("value"));
        RunnableTask right = Tasks.on(queue).local().prepare(pollable);
        right.run();

        assertThatThrownBy(right::run).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(right::schedule).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> right.discard(null)).isInstanceOf(IllegalStateException.class);

        assertThat(pollable.polls()).isEqualTo(1);
        assertThat(queue.runAll()).isEqualTo(2);
        assertThat(right.task().isDone()).isTrue();
    }

    @Test
    void selfWake_onAClosedRunQueueBehindASchedule_failsTheTask() { // L18
        RunQueue queue = new RunQueue();
        Task<String> task = Tasks.on(right -> queue.schedule(right)).local().spawn(pollable.then(waker -> {
            queue.close();
            return wakeAndYield(waker);
        }));

        queue.runAll();

        assertThat(task.exceptionNow()).hasMessageContaining("closed");
        assertThat(pollable.drops()).isEqualTo(1);
    }

    /** L7: neither the poll nor the drop happens twice, though the task woke itself before it ended. */
    @Test
    void run_fromTheDropOfATaskThatWokeItself_isRefused() {
        RunnableTask[] own = new RunnableTask[1];
        int[] polls = new int[1];
        int[] drops = new int[1];
        own[0] = Tasks.on(stepper).local().prepare(new Pollable<String>() {
            @Override
            public Poll<String> poll(Waker waker) {
                polls[0]++;
                waker.wake();
                return Poll.ready("value");
            }

            @Override
            public void drop() {
                drops[0]++;
                assertThatThrownBy(own[0]::run).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> own[0].discard(null)).isInstanceOf(IllegalStateException.class);
            }
        });

        own[0].run();

        assertThat(polls[0]).isEqualTo(1);
        assertThat(drops[0]).isEqualTo(1);
        assertThat(own[0].task().resultNow()).isEqualTo("value");
    }

    @Test
    void run_fromTheDropOfACancelledTaskThatHadYielded_isRefused() {
        RunnableTask[] own = new RunnableTask[1];
        int[] drops = new int[1];
        own[0] = Tasks.on(stepper).local().prepare(new Pollable<String>() {
            @Override
            public Poll<String> poll(Waker waker) {
                return wakeAndYield(waker);
            }

            @Override
            public void drop() {
                drops[0]++;
                assertThatThrownBy(own[0]::run).isInstanceOf(IllegalStateException.class);
            }
        });
        own[0].run();
        own[0].task().cancel();

        stepper.step();

        assertThat(drops[0]).isEqualTo(1);
        assertThat(own[0].task().isCancelled()).isTrue();
    }

    /** A schedule that runs the task inline, where it ends its turn, and then throws: the right is used up by then. */
    @Test
    void scheduleThatRunsInlineAndThenThrows_afterAYield_isReportedOnce() { // L18
        RuntimeException thrown = new RuntimeException("after the run");
        boolean[] inline = new boolean[1];
        pollable.then(LocalTaskTest::wakeAndYield);
        RunnableTask right = Tasks.on(task -> {
            if (!inline[0]) {
                inline[0] = true;
                task.run();
                throw thrown;
            }
        }).local().prepare(pollable);

        right.run();

        assertThat(pollable.polls()).isEqualTo(2);
        assertThat(right.task().isDone()).isFalse();
        assertThat(hooks.late()).containsExactly(thrown);
    }
}
