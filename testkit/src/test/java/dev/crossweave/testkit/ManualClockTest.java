package dev.crossweave.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    private final ManualClock clock = new ManualClock();

    @Test
    void delay_byTheClock_endsWhenItsTimeHasCome() {
        Task<?> task = Tasks.delay(Duration.ofHours(1), clock);

        clock.advance(Duration.ofMinutes(59));
        assertThat(task.isDone()).isFalse();
        clock.advance(Duration.ofMinutes(1));
        assertThat(task.isDone()).isTrue();
        assertThat(clock.now()).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void delay_thatIsCancelled_leavesTheClock() {
        Task<?> task = Tasks.delay(Duration.ofHours(1), clock);
        assertThat(clock.size()).isEqualTo(1);

        task.cancel();

        assertThat(clock.size()).isZero();
    }

    @Test
    void timeout_byTheClock_failsAndReleasesWhenItsTimeHasCome() {
        Completer<String> slow = new Completer<>();
        Task<String> limited = slow.timeout(Duration.ofHours(1), clock);
        clock.advance(Duration.ofHours(1));

        assertThat(limited.exceptionNow()).isInstanceOf(TimeoutException.class).hasMessageContaining("PT1H");
        assertThat(slow.isCancelled()).isTrue();
    }

    @Test
    void timeout_ofATaskThatEndsInTime_leavesTheClock() {
        Completer<String> quick = new Completer<>();
        Task<String> limited = quick.timeout(Duration.ofHours(1), clock);
        quick.complete("value");

        assertThat(limited.resultNow()).isEqualTo("value");
        assertThat(clock.size()).isZero();
    }

    @Test
    void delayAndTimeout_onAClockThatWasShutDown_failWithTheRejection() { // L18
        clock.shutdown();
        Completer<String> slow = new Completer<>();
        Task<String> limited = slow.timeout(Duration.ofHours(1), clock);

        assertThat(Tasks.delay(Duration.ofHours(1), clock).peek()).isInstanceOfSatisfying(Outcome.Failure.class,
                failure -> assertThat(failure.cause()).isInstanceOf(RejectedExecutionException.class));
        assertThat(limited.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
        assertThat(slow.isCancelled()).isTrue();
        assertThat(Tasks.delay(Duration.ZERO, clock).resultNow()).isNull();
    }

    @Test
    void advance_runsWhatIsDueInTheOrderOfItsTime_andWhatThatSchedules() {
        List<String> order = new ArrayList<>();
        clock.schedule(() -> order.add("late"), 3, TimeUnit.SECONDS);
        clock.schedule(() -> {
            order.add("first");
            clock.schedule(() -> order.add("between"), 1, TimeUnit.SECONDS);
            clock.schedule(() -> order.add("too late"), 1, TimeUnit.HOURS);
        }, 1, TimeUnit.SECONDS);
        clock.schedule(() -> order.add("second"), 1, TimeUnit.SECONDS);
        clock.execute(() -> order.add("now"));
        clock.advance(Duration.ofSeconds(3));

        assertThat(order).containsExactly("now", "first", "second", "between", "late");
        assertThat(clock.size()).isEqualTo(1);
    }

    @Test
    void wrongUse_isRefusedWithTheReason() { // L17
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> clock.scheduleAtFixedRate(() -> {
        }, 1, 1, TimeUnit.SECONDS)).isInstanceOf(UnsupportedOperationException.class);
        clock.shutdown();
        assertThatThrownBy(() -> clock.execute(() -> {
        })).isInstanceOf(RejectedExecutionException.class);
    }
}
