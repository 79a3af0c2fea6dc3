package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** L11: wakes. */
class TaskCellWakeTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Stepper stepper = new Stepper();
    private final Scripted<String> pollable = new Scripted<>();

    private Task<String> idle() {
        Task<String> task = Tasks.on(stepper).spawn(pollable);
        stepper.step();
        return task;
    }

    @Test
    void wake_onAnotherThread_schedulesAndPollsNothing() {
        idle();

        Threads.elsewhere(() -> pollable.waker().wake());

        assertThat(pollable.polls()).isEqualTo(1);
        assertThat(stepper.ready()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000})
    void wakes_beforeOnePoll_makeOnePoll(int wakes) {
        idle();

        for (int i = 0; i < wakes; i++) {
            pollable.waker().wake();
        }

        assertThat(stepper.runAll()).isEqualTo(1);
        assertThat(pollable.polls()).isEqualTo(2);
    }

    @Test
    void wake_fromItsOwnPoll_reschedulesOnceAndSaysSo() {
        pollable.then(waker -> {
            waker.wake();
            waker.wake();
            return Poll.pending();
        });
        Tasks.on(stepper).spawn(pollable);

        assertThat(stepper.step()).as("step says that the task is scheduled again").isTrue();
        assertThat(stepper.ready()).isEqualTo(1);
        assertThat(stepper.scheduledWhileRunning()).isEqualTo(1);
        assertThat(stepper.step()).isFalse();
        assertThat(stepper.ready()).isZero();
    }

    @Test
    void wake_fromAnotherThreadDuringThePoll_reschedulesOnceAfterIt() {
        pollable.then(waker -> {
            Threads.elsewhere(waker::wake);
            assertThat(stepper.ready()).as("scheduled during the poll").isZero();
            return Poll.pending();
        });
        Tasks.on(stepper).spawn(pollable);

        assertThat(stepper.step()).isTrue();

        assertThat(stepper.ready()).isEqualTo(1);
        assertThat(stepper.scheduledWhileRunning()).isEqualTo(1);
    }

    @Test
    void wake_fromBothSidesDuringThePoll_costsOnePoll() {
        pollable.then(waker -> {
            waker.wake();
            Threads.elsewhere(waker::wake);
            return Poll.pending();
        });
        Tasks.on(stepper).spawn(pollable);

        assertThat(stepper.runAll()).isEqualTo(2);
    }

    @Test
    void wake_afterTheEnd_doesNothing() {
        pollable.then(Poll.ready("value"));
        Task<String> task = Tasks.on(stepper).spawn(pollable);
        stepper.runAll();

        pollable.waker().wake();

        assertThat(stepper.scheduled()).isEqualTo(1);
        assertThat(task.resultNow()).isEqualTo("value");
    }

    @Test
    void wake_duringTheDrop_doesNothing() {
        Waker[] own = new Waker[1];
        Task<String> task = Tasks.on(stepper).spawn(new Pollable<String>() {
            @Override
            public Poll<String> poll(Waker waker) {
                own[0] = waker;
                return Poll.ready("value");
            }

            @Override
            public void drop() {
                own[0].wake();
            }
        });

        assertThat(stepper.runAll()).isEqualTo(1);
        assertThat(task.resultNow()).isEqualTo("value");
    }

    @Test
    void wake_ofATaskThatWasNotStarted_leavesItLazy() { // L3
        Task<String> task = Tasks.on(stepper).lazy(pollable);

        ((Waker) task).wake();

        assertThat(stepper.scheduled()).isZero();
        task.start().start();
        assertThat(stepper.scheduled()).isEqualTo(1);
    }

    @Test
    void selfWake_onARunQueue_goesBackIntoTheQueue() {
        RunQueue queue = new RunQueue();
        pollable.then(TaskCellWakeTest::wakeAndYield).then(TaskCellWakeTest::wakeAndYield).then(Poll.ready("value"));
        Task<String> task = Tasks.on(queue).spawn(pollable.of(null));

        assertThat(queue.runAll()).isEqualTo(3);
        assertThat(task.resultNow()).isEqualTo("value");
    }

    @Test
    void selfWake_ofALocalTask_goesBackToItsSchedule() {
        pollable.then(TaskCellWakeTest::wakeAndYield).then(TaskCellWakeTest::wakeAndYield).then(Poll.ready("value"));
        Task<String> task = Tasks.on(stepper).local().spawn(pollable);

        assertThat(stepper.runAll()).isEqualTo(3);
        assertThat(stepper.scheduledWhileRunning()).isEqualTo(2);
        assertThat(task.resultNow()).isEqualTo("value");
    }

    @Test
    void wake_fromAnotherThreadAfterAYield_isAnsweredByTheNextPoll() {
        RunQueue queue = new RunQueue();
        int[] written = new int[1];
        pollable.then(TaskCellWakeTest::wakeAndYield).then(waker -> {
            assertThat(written[0]).isEqualTo(42);
            return Poll.ready("value");
        });
        Task<String> task = Tasks.on(queue).spawn(pollable);
        queue.runOne();

        Threads.elsewhere(() -> {
            written[0] = 42;
            pollable.waker().wake();
        });

        assertThat(queue.runAll()).isEqualTo(1);
        assertThat(task.resultNow()).isEqualTo("value");
    }

    /** Each round writes before it wakes; a lost wake would hang, a lost write would fail. */
    @Test
    void wakes_fromManyThreads_areNeverLostAndShowWhatWasWrittenBefore() throws Exception {
        int threads = 4;
        int rounds = 5_000;
        int[] counts = new int[threads * 16]; // plain on purpose, a cache line for each thread
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            Task<Integer> task = Tasks.on(executor::execute).spawn(waker -> {
                int sum = 0;
                for (int i = 0; i < threads; i++) {
                    sum += counts[i * 16];
                }
                if (sum == threads * rounds) {
                    done.countDown();
                    return Poll.ready(sum);
                }
                return Poll.pending();
            });
            for (int i = 0; i < threads; i++) {
                int mine = i * 16;
                Thread.ofPlatform().daemon().start(() -> {
                    for (int round = 0; round < rounds; round++) {
                        counts[mine]++;
                        ((Waker) task).wake();
                    }
                });
            }
            assertThat(done.await(Threads.LIMIT_SECONDS, TimeUnit.SECONDS)).as("the last wake was lost").isTrue();
            assertThat(task.join()).isEqualTo(threads * rounds);
        }
    }

    private static Poll<String> wakeAndYield(Waker waker) {
        waker.wake();
        return Poll.pending();
    }
}
