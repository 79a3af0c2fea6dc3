package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L18, L8: what user code throws where nobody awaits it is contained, and reported once; Errors too. */
class ContainmentTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Stepper stepper = new Stepper();
    private final Error broken = new AssertionError("scripted");

    @Test
    void poll_thatThrowsAnError_failsTheTaskAndNotItsThread() {
        Task<String> task = Tasks.on(stepper).spawn(waker -> {
            throw broken;
        });

        stepper.step();

        assertThat(task.exceptionNow()).isSameAs(broken);
    }

    @Test
    void drop_thatThrows_changesNoOutcomeAndIsReportedOnce() {
        Task<String> task = Tasks.on(stepper).spawn(new Pollable<String>() {
            @Override
            public Poll<String> poll(Waker waker) {
                return Poll.ready("value");
            }

            @Override
            public void drop() {
                throw broken;
            }
        });

        stepper.step();

        assertThat(task.resultNow()).isEqualTo("value");
        assertThat(hooks.late()).containsExactly(broken);
    }

    @Test
    void awaiter_thatThrows_keepsNobodyElseFromBeingTold() {
        Scripted<String> pollable = new Scripted<String>().then(Poll.ready("value"));
        Task<String> task = Tasks.on(stepper).spawn(pollable);
        CountingWaker before = new CountingWaker();
        CountingWaker after = new CountingWaker();
        task.poll(before);
        task.poll(() -> {
            throw broken;
        });
        task.poll(after);

        stepper.step();

        assertThat(before.wakes()).isEqualTo(1);
        assertThat(after.wakes()).isEqualTo(1);
        assertThat(hooks.late()).containsExactly(broken);
    }

    @Test
    void detached_failure_isReportedOnce() {
        IOException failure = new IOException("scripted");
        Task<String> task = Tasks.on(stepper).spawn(new Scripted<String>().then(Poll.failed(failure)));
        assertThat(task.detach()).isSameAs(task);

        stepper.step();
        task.detach();

        assertThat(hooks.late()).containsExactly(failure);
    }

    @Test
    void detached_afterTheFailure_isReportedOnce() {
        IOException failure = new IOException("scripted");
        Task<String> task = Tasks.on(stepper).spawn(new Scripted<String>().then(Poll.failed(failure)));
        stepper.step();

        task.detach().detach();

        assertThat(hooks.late()).containsExactly(failure);
    }

    @Test
    void detached_failureThatAnAwaiterIsTold_isNotReported() {
        Task<String> task = Tasks.on(stepper).spawn(new Scripted<String>().then(Poll.failed(broken)));
        task.poll(new CountingWaker());

        stepper.step();
        task.detach();

        assertThat(hooks.late()).isEmpty();
    }

    @Test
    void detached_failureThatSomebodyLookedAt_isNotReported() {
        Task<String> task = Tasks.on(stepper).spawn(new Scripted<String>().then(Poll.failed(broken)));
        stepper.step();
        assertThat(task.peek().isReady()).isTrue();

        task.detach();

        assertThat(hooks.late()).isEmpty();
    }

    @Test
    void detached_valueOrCancellation_isNotReported() {
        Task<String> value = Tasks.on(stepper).spawn(new Scripted<String>().then(Poll.ready("value")));
        Task<String> cancelled = Tasks.on(stepper).spawn(new Scripted<>());
        value.detach();
        cancelled.detach().cancel();

        stepper.runAll();

        assertThat(hooks.late()).isEmpty();
    }

    @Test
    void undetached_failure_isNotReported() {
        Tasks.on(stepper).spawn(new Scripted<String>().then(Poll.failed(broken)));

        stepper.step();

        assertThat(hooks.late()).isEmpty();
    }
}
