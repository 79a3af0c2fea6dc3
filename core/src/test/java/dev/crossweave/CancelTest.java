package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L7, L8, L9: cancelling a spawned task. */
class CancelTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Stepper stepper = new Stepper();
    private final Scripted<String> pollable = new Scripted<>();
    private final RuntimeException first = new RuntimeException("first");

    @Test
    void cancel_ofAScheduledTask_isSeenAfterTheDropAndNotBefore() {
        Task<String> task = Tasks.on(stepper).spawn(pollable);
        pollable.of(task);

        assertThat(task.cancel()).isTrue();
        assertThat(task.isDone()).isFalse();
        assertThat(task.isCancelled()).isFalse();

        stepper.runAll();
        assertThat(task.isCancelled()).isTrue();
        assertThat(pollable.drops()).isEqualTo(1);
    }

    @Test
    void cancel_withSeveralReasons_keepsTheFirst() {
        Task<String> task = Tasks.on(stepper).spawn(pollable);

        assertThat(task.cancel(first)).isTrue();
        assertThat(task.cancel(new RuntimeException("second"))).isTrue();
        stepper.runAll();

        assertThat(task.peek()).isEqualTo(Poll.cancelled(first));
        assertThat(task.cancel(new RuntimeException("third"))).isFalse();
        assertThat(task.cancel()).isFalse();
        assertThat(task.cancel(true)).isFalse();
        assertThat(task.peek()).isEqualTo(Poll.cancelled(first));
    }

    @Test
    void cancel_withAReasonAndManyAwaiters_tellsAllAndKeepsTheReason() {
        Task<String> task = Tasks.on(stepper).spawn(pollable);
        CountingWaker[] before = new CountingWaker[20];
        for (int i = 0; i < before.length; i++) {
            task.poll(before[i] = new CountingWaker());
        }
        task.cancel(first);
        CountingWaker after = new CountingWaker();
        task.poll(after);

        stepper.runAll();

        assertThat(before).allMatch(waker -> waker.wakes() == 1);
        assertThat(after.wakes()).isEqualTo(1);
        assertThat(task.peek()).isEqualTo(Poll.cancelled(first));
    }

    @Test
    void cancel_fromItsOwnPoll_dropsRightAfterIt() {
        RunnableTask right = Tasks.on(stepper).prepare(pollable);
        pollable.then(waker -> {
            right.task().cancel(first);
            assertThat(pollable.drops()).isZero();
            return Poll.pending();
        });

        assertThat(right.step()).isFalse();

        assertThat(pollable.drops()).isEqualTo(1);
        assertThat(right.task().peek()).isEqualTo(Poll.cancelled(first));
    }

    @Test
    void value_producedAfterCancel_isDiscardedOnce() { // L9
        RunnableTask right = Tasks.on(stepper).prepare(pollable);
        pollable.then(waker -> {
            right.task().cancel(first);
            return Poll.ready("too late");
        });

        right.run();

        assertThat(right.task().peek()).isEqualTo(Poll.cancelled(first));
        assertThat(hooks.discarded()).containsExactly("too late");
    }

    @Test
    void failure_producedAfterCancel_isReportedOnce() { // L8
        IOException failure = new IOException("too late");
        RunnableTask right = Tasks.on(stepper).prepare(pollable);
        pollable.then(waker -> {
            right.task().cancel(first);
            throw failure;
        });

        right.run();

        assertThat(right.task().peek()).isEqualTo(Poll.cancelled(first));
        assertThat(hooks.late()).containsExactly(failure);
    }

    @Test
    void cancellation_producedAfterCancel_isNeverReported() { // L8
        RunnableTask right = Tasks.on(stepper).prepare(pollable);
        pollable.then(waker -> {
            right.task().cancel(first);
            throw new CancellationException("own");
        });

        right.run();

        assertThat(right.task().peek()).isEqualTo(Poll.cancelled(first));
    }

    @Test
    void cancel_racingWithTheEnd_givesOneOutcomeAndLosesNothing() {
        for (int round = 0; round < 1_000; round++) {
            hooks.reset();
            Scripted<String> fresh = new Scripted<String>().then(Poll.ready("value"));
            Task<String> task = Tasks.on(stepper).spawn(fresh);
            CountingWaker awaiter = new CountingWaker();
            task.poll(awaiter);
            RunnableTask right = stepper.take();

            Threads.race(right::run, () -> task.cancel(first));

            assertThat(fresh.drops()).isEqualTo(1);
            assertThat(awaiter.wakes()).isEqualTo(1);
            if (task.isCancelled()) {
                assertThat(task.peek()).isEqualTo(Poll.cancelled(first));
                assertThat(hooks.discarded()).hasSize(fresh.polls());
            } else {
                assertThat(task.resultNow()).isEqualTo("value");
                assertThat(hooks.discarded()).isEmpty();
            }
            assertThat(task.toString()).doesNotContain("waiting");
        }
    }

    @Test
    void cancel_racingWithAWake_schedulesOnce() {
        for (int round = 0; round < 1_000; round++) {
            Scripted<String> fresh = new Scripted<>();
            Task<String> task = Tasks.on(stepper).spawn(fresh);
            stepper.step();

            Threads.race(() -> fresh.waker().wake(), task::cancel);

            assertThat(stepper.runAll()).isEqualTo(1);
            assertThat(fresh.polls()).isEqualTo(1);
            assertThat(task.isCancelled()).isTrue();
        }
    }
}
