package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** L18: a schedule that throws fails the task, wherever in its life that happens; it never strands it. */
class RejectionTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Stepper stepper = new Stepper();
    private final Scripted<String> pollable = new Scripted<>();
    private final CountingWaker awaiter = new CountingWaker();

    static Stream<Throwable> rejections() {
        return Stream.of(new RejectedExecutionException("full"), new StackOverflowError("scripted"),
                new Exception("checked, thrown sneakily"));
    }

    private void failedWith(Task<?> task, Throwable rejection) {
        assertThat(task.exceptionNow()).isSameAs(rejection);
        assertThat(pollable.drops()).isEqualTo(1);
        assertThat(stepper.ready()).isZero();
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void spawn_rejected_failsTheTask(Throwable rejection) {
        stepper.reject(rejection);

        Task<String> task = Tasks.on(stepper).spawn(pollable);

        failedWith(task, rejection);
        assertThat(pollable.polls()).isZero();
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void start_rejected_failsTheTask(Throwable rejection) {
        stepper.reject(rejection);
        Task<String> task = Tasks.on(stepper).lazy(pollable);

        assertThat(task.poll(awaiter)).isEqualTo(Poll.failed(rejection));

        failedWith(task, rejection);
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void wake_rejected_failsTheTaskAndThrowsNothing(Throwable rejection) { // L11
        Task<String> task = Tasks.on(stepper).spawn(pollable);
        pollable.of(task);
        stepper.step();
        task.poll(awaiter);
        stepper.reject(rejection);

        Threads.elsewhere(() -> pollable.waker().wake());

        failedWith(task, rejection);
        assertThat(awaiter.wakes()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void reschedule_rejected_failsTheTask(Throwable rejection) {
        pollable.then(waker -> {
            waker.wake();
            stepper.reject(rejection);
            return Poll.pending();
        });
        Task<String> task = Tasks.on(stepper).spawn(pollable);

        stepper.step();

        failedWith(task, rejection);
    }

    @Test
    void reschedule_ofAYieldedLocalTask_rejected_failsTheTask() {
        RejectedExecutionException rejection = new RejectedExecutionException("full");
        pollable.then(waker -> {
            waker.wake();
            stepper.reject(rejection);
            return Poll.pending();
        });
        Task<String> task = Tasks.on(stepper).local().spawn(pollable);

        stepper.step();

        failedWith(task, rejection);
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void cancelOfAnIdleTask_rejected_cancelsItHereAndReportsOnce(Throwable rejection) {
        Task<String> task = Tasks.on(stepper).spawn(pollable);
        pollable.of(task);
        stepper.step();
        stepper.reject(rejection);
        RuntimeException reason = new RuntimeException("cancelled");

        assertThat(task.cancel(reason)).isTrue();

        assertThat(task.peek()).isEqualTo(Poll.cancelled(reason));
        assertThat(pollable.drops()).isEqualTo(1);
        assertThat(hooks.late()).containsExactly(rejection);
    }

    @Test
    void reschedule_afterCancelFromThePollOfAYieldedTask_rejected_cancelsAndReportsOnce() {
        RejectedExecutionException rejection = new RejectedExecutionException("full");
        RunnableTask right = Tasks.on(stepper).local().prepare(pollable);
        pollable.then(waker -> {
            waker.wake();
            right.task().cancel();
            stepper.reject(rejection);
            return Poll.pending();
        });

        right.run();

        assertThat(right.task().isCancelled()).isTrue();
        assertThat(pollable.drops()).isEqualTo(1);
        assertThat(hooks.late()).containsExactly(rejection);
    }

    /** The schedule took the task in spite of what it says: the task goes on, and what was thrown is reported. */
    @Test
    void scheduleThatRunsInlineAndThenThrows_leavesTheTaskAlone() {
        RuntimeException thrown = new RuntimeException("after the run");
        Schedule schedule = right -> {
            right.run();
            throw thrown;
        };

        Task<String> task = Tasks.on(schedule).spawn(pollable.then(Poll.ready("value")));

        assertThat(task.resultNow()).isEqualTo("value");
        assertThat(pollable.drops()).isEqualTo(1);
        assertThat(hooks.late()).containsExactly(thrown);
    }

    @Test
    void scheduleThatDiscardsAndThenThrows_leavesTheTaskCancelled() {
        RuntimeException thrown = new RuntimeException("after the discard");
        Schedule schedule = right -> {
            right.discard(thrown);
            throw thrown;
        };

        Task<String> task = Tasks.on(schedule).spawn(pollable);

        assertThat(task.peek()).isEqualTo(Poll.cancelled(thrown));
        assertThat(hooks.late()).containsExactly(thrown);
    }

    @Test
    void scheduleThatQueuesAndThenThrows_failsTheTaskAndMakesTheRightStale() {
        RuntimeException thrown = new RuntimeException("after it was queued");
        Schedule schedule = right -> {
            stepper.schedule(right);
            throw thrown;
        };

        Task<String> task = Tasks.on(schedule).spawn(pollable);

        assertThat(task.exceptionNow()).isSameAs(thrown);
        assertThatThrownBy(stepper::step).isInstanceOf(IllegalStateException.class);
        assertThat(pollable.polls()).isZero();
    }
}
