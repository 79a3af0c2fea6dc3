package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deadlines and delays: L1, L2, L6, L7. */
class TimeoutsTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private static final Duration SHORT = Duration.ofMillis(2);
    private static final Duration LONG = Duration.ofHours(1);

    private final Completer<String> task = new Completer<>();

    @Test
    void timeout_thatPasses_failsAndReleasesTheTask() { // L1
        Task<String> limited = task.timeout(SHORT);

        Awaitility.await().until(() -> limited.isDone() && task.isDone());

        assertThat(limited.exceptionNow()).isInstanceOf(TimeoutException.class).hasMessageContaining("PT0.002S");
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void timeout_ofATaskThatDoesNotLetGo_doesNotWaitForIt() {
        boolean[] asked = new boolean[1];
        Completer<String> stubborn = new Completer<>() {
            @Override
            protected boolean onCancel() {
                asked[0] = true;
                return false;
            }
        };
        Task<String> limited = stubborn.timeout(SHORT);

        Awaitility.await().until(() -> limited.isDone() && asked[0]);
        assertThat(stubborn.isDone()).isFalse();

        stubborn.complete("late");
        assertThat(hooks.discarded()).containsExactly("late");
        assertThat(limited.exceptionNow()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void timeout_inTime_isTheTasksOutcome() { // L1, L2
        IOException failure = new IOException("scripted");
        RuntimeException reason = new RuntimeException("reason");
        Completer<String> failing = new Completer<>();
        Completer<String> cancelled = new Completer<>();
        Task<String> value = task.timeout(LONG);
        Task<String> failed = failing.timeout(LONG);
        Task<String> gone = cancelled.timeout(LONG);

        task.complete("value");
        failing.fail(failure);
        cancelled.cancel(reason);

        assertThat(value.resultNow()).isEqualTo("value");
        assertThat(failed.exceptionNow()).isSameAs(failure);
        assertThat(gone.peek()).isEqualTo(Poll.cancelled(reason));
    }

    @Test
    void timeout_ofATaskThatHasEnded_isThatTask() {
        Task<String> ended = Tasks.value("value");

        assertThat(ended.timeout(SHORT)).isSameAs(ended);
    }

    @Test
    void timeout_ofALazyTask_startsIt() { // L3
        Stepper stepper = new Stepper();
        Task<String> limited = Tasks.on(stepper).lazy(new Scripted<String>().then(Poll.ready("value"))).timeout(LONG);

        stepper.runAll();

        assertThat(limited.resultNow()).isEqualTo("value");
    }

    @Test
    void cancel_ofTheDeadline_releasesTheTask() { // L6
        Task<String> limited = task.timeout(LONG);

        limited.cancel();

        assertThat(limited.isCancelled()).isTrue();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancel_ofOneDeadlineOfASharedTask_leavesTheOther() { // L4
        Task<String> shared = FutureTasks.fromFuture(new CompletableFuture<>(), Ownership.SHARED);
        Task<String> one = shared.timeout(LONG);
        Task<String> two = shared.timeout(SHORT);

        one.cancel();
        assertThat(shared.isDone()).isFalse();

        Awaitility.await().until(two::isDone);
        Awaitility.await().until(shared::isCancelled);
    }

    @Test
    void timeout_ofABadDuration_isRefused() { // L17
        assertThatThrownBy(() -> task.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than zero");
        assertThatThrownBy(() -> task.timeout(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> task.timeout(null)).hasMessageContaining("needs a duration");
        assertThatThrownBy(() -> Tasks.delay(null)).hasMessageContaining("needs a duration");
    }

    @Test
    void timeout_ofAHugeDuration_neverPasses() {
        Task<String> limited = task.timeout(Duration.ofSeconds(Long.MAX_VALUE));
        Task<String> nearly = task.timeout(Duration.ofNanos(Long.MAX_VALUE));

        Awaitility.await().until(Tasks.delay(SHORT)::isDone); // the timer has had its chance
        assertThat(limited.isDone()).isFalse();

        task.complete("value");
        assertThat(limited.resultNow()).isEqualTo("value");
        assertThat(nearly.resultNow()).isEqualTo("value");
    }

    @Test
    void delay_endsAfterItsTimeAndNotBefore() throws Exception {
        long start = System.nanoTime();

        assertThat(Tasks.delay(Duration.ofMillis(20)).get(Threads.LIMIT_SECONDS, TimeUnit.SECONDS)).isNull();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void delay_ofNothingOrLess_hasEnded() {
        assertThat(Tasks.delay(Duration.ZERO).peek()).isEqualTo(Poll.ready(null));
        assertThat(Tasks.delay(Duration.ofDays(-1)).isDone()).isTrue();
    }

    @Test
    void delay_cancelled_endsAtOnce() {
        Task<?> delay = Tasks.delay(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(delay.cancel()).isTrue();

        assertThat(delay.isCancelled()).isTrue();
    }

    @Test
    void timeout_racingWithTheEnd_givesOneOutcome() {
        for (int round = 0; round < 300; round++) {
            Completer<String> racing = new Completer<>();
            Task<String> limited = racing.timeout(Duration.ofNanos(1 + round * 1_000L));
            boolean first = racing.complete("value");
            if (!first) {
                hooks.discarded().clear();
            }

            Awaitility.await().pollInterval(Duration.ofNanos(1_000)).until(limited::isDone);
            if (first) {
                // the deadline may have passed while the task ended: then it failed, and the value stays with the task
                assertThat(racing.resultNow()).isEqualTo("value");
            } else {
                assertThat(limited.exceptionNow()).isInstanceOf(TimeoutException.class);
            }
        }
    }
}
