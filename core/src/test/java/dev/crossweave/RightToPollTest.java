package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L17: the right to poll exists once; without it nothing runs, and the exception says what was expected. */
class RightToPollTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Stepper stepper = new Stepper();
    private final Scripted<String> pollable = new Scripted<>();

    private static void refused(ThrowingCallable call, String what) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageContainingAll("can't be " + what,
                "expected the right to poll");
    }

    @Test
    void run_twice_isRefusedTheSecondTime() {
        Tasks.on(stepper).spawn(pollable);
        RunnableTask right = stepper.take();
        right.run();

        refused(right::run, "run");
        refused(right::schedule, "scheduled");
        refused(() -> right.discard(null), "discarded");

        assertThat(pollable.polls()).isEqualTo(1);
        assertThat(pollable.drops()).isZero();
    }

    @Test
    void run_duringItsOwnPoll_isRefusedAndNamesThePollingThread() {
        RunnableTask right = Tasks.on(stepper).prepare(pollable);
        pollable.then(waker -> {
            waker.wake();
            assertThatThrownBy(right::run).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("its poll runs on " + Thread.currentThread());
            refused(() -> right.discard(null), "discarded");
            return Poll.ready("value");
        });

        right.run();

        assertThat(right.task().resultNow()).isEqualTo("value");
    }

    @Test
    void run_onAnotherThreadDuringThePoll_isRefused() {
        RunnableTask right = Tasks.on(stepper).prepare(pollable);
        pollable.then(waker -> {
            Threads.elsewhere(() -> refused(right::run, "run"));
            return Poll.pending();
        });

        right.run();

        assertThat(pollable.polls()).isEqualTo(1);
    }

    @Test
    void run_afterTheEnd_isRefused() {
        pollable.then(Poll.ready("value"));
        RunnableTask right = Tasks.on(stepper).prepare(pollable);
        right.run();

        refused(right::run, "run");
        refused(() -> right.discard(null), "discarded");
        assertThat(pollable.drops()).isEqualTo(1);
    }

    @Test
    void run_whileAQueueHoldsTheRight_isRefused() {
        RunQueue queue = new RunQueue();
        RunnableTask right = Tasks.on(queue).prepare(pollable);
        right.schedule();

        refused(right::run, "run");
        refused(right::schedule, "scheduled");
        refused(() -> right.discard(null), "discarded");

        assertThat(queue.runAll()).isEqualTo(1);
    }

    @Test
    void run_whileAQueueHoldsAYieldedTask_isRefused() {
        RunQueue queue = new RunQueue();
        RunnableTask right = Tasks.on(queue).prepare(pollable);
        pollable.then(waker -> {
            waker.wake();
            return Poll.pending();
        });

        assertThat(right.step()).isTrue();

        refused(right::run, "run");
        refused(() -> right.discard(null), "discarded");
        assertThat(queue.runAll()).isEqualTo(1);
        assertThat(pollable.polls()).isEqualTo(2);
    }

    @Test
    void prepare_schedulesNothing_untilTheCallerSaysSo() {
        RunnableTask right = Tasks.on(stepper).prepare(pollable);
        assertThat(stepper.scheduled()).isZero();

        right.task().start();
        assertThat(stepper.scheduled()).as("it counts as started").isZero();

        right.schedule();
        assertThat(stepper.take()).isSameAs(right);
        assertThat(right.task()).isSameAs(right);
    }

    @Test
    void discard_ofAScheduledTask_dropsHereAndCancels() { // L7
        Task<String> task = Tasks.on(stepper).spawn(pollable);
        pollable.of(task);
        IllegalStateException reason = new IllegalStateException("shutting down");

        stepper.take().discard(reason);

        assertThat(pollable.polls()).isZero();
        assertThat(pollable.drops()).isEqualTo(1);
        assertThat(task.peek()).isEqualTo(Poll.cancelled(reason));
    }

    @Test
    void discard_afterCancelWithAReason_keepsTheFirstReason() {
        Task<String> task = Tasks.on(stepper).spawn(pollable);
        RuntimeException first = new RuntimeException("first");
        task.cancel(first);

        stepper.take().discard(new RuntimeException("second"));

        assertThat(task.peek()).isEqualTo(Poll.cancelled(first));
    }

    @Test
    void isCancelling_afterCancel_saysThatARunWouldDrop() {
        Task<String> task = Tasks.on(stepper).spawn(pollable);
        RunnableTask right = stepper.take();
        assertThat(right.isCancelling()).isFalse();

        task.cancel();
        assertThat(right.isCancelling()).isTrue();

        right.run();
        assertThat(right.isCancelling()).isFalse();
        assertThat(pollable.polls()).isZero();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void spawner_withNulls_refuses() {
        assertThatThrownBy(() -> Tasks.on(null)).hasMessageContaining("schedule");
        Spawner spawner = Tasks.on(stepper);
        assertThatThrownBy(() -> spawner.spawn(null)).hasMessageContaining("pollable");
        assertThatThrownBy(() -> spawner.lazy(null)).hasMessageContaining("pollable");
        assertThatThrownBy(() -> spawner.prepare(null)).hasMessageContaining("pollable");
        assertThatThrownBy(() -> spawner.named(null)).hasMessageContaining("name");
    }
}
