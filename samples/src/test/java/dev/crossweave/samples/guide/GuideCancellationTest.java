package dev.crossweave.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Task;
import dev.crossweave.TaskScope;
import dev.crossweave.Tasks;
import dev.crossweave.loom.LoomTasks;
import dev.crossweave.reactor.ReactorTasks;
import dev.crossweave.rxjava.RxJavaTasks;
import dev.crossweave.testkit.ManualClock;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The code of the guide's section on cancellation. */
class GuideCancellationTest {

    @Test
    void cancel_ofABlockingBody_isSeenWhenTheBodyHasCleanedUp() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();

        Task<String> task = LoomTasks.fromCallable(() -> {
            try {
                started.countDown();
                never.await();
                return "unreachable";
            } finally {
                closed.set(true); // however long this takes
            }
        });
        task.start();
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        task.cancel(); // asks: the virtual thread is interrupted
        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class); // waits for its end
        assertThat(closed).isTrue();
    }

    @Test
    void cancel_withAReason_keepsIt() {
        Task<String> task = ReactorTasks.fromMono(Mono.<String>never()).start();

        IllegalStateException reason = new IllegalStateException("the client has hung up");
        task.cancel(reason);
        assertThat(task.peek()).isInstanceOfSatisfying(Outcome.Cancelled.class,
                cancelled -> assertThat(cancelled.reason()).isSameAs(reason));
    }

    @Test
    void timeout_thatPasses_isAFailureAndLetsGoOfTheSource() {
        ManualClock clock = new ManualClock();
        AtomicBoolean cancelled = new AtomicBoolean();
        Mono<String> slow = Mono.<String>never().doOnCancel(() -> cancelled.set(true));

        Task<String> inTime = ReactorTasks.fromMono(slow).timeout(Duration.ofSeconds(2), clock);
        Task<String> answer = inTime.recover(error -> error instanceof TimeoutException ? "too late" : "broken");

        answer.start();
        clock.advance(Duration.ofSeconds(2));
        assertThat(answer.resultNow()).isEqualTo("too late");
        assertThat(cancelled).isTrue();
    }

    @Test
    void scope_closed_leavesNothingRunning() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        Single<String> forever = Single.<String>never().doOnDispose(() -> cancelled.set(true));
        Mono<String> name = Mono.just("lamp");

        try (TaskScope scope = new TaskScope()) {
            Task<String> first = scope.fork(ReactorTasks.fromMono(name));
            scope.fork(RxJavaTasks.fromSingle(forever));
            assertThat(first.join()).isEqualTo("lamp");
        } // cancels what is left, and waits for it
        assertThat(cancelled).isTrue();
    }

    @Test
    void discarded_values_areClosedByTheHook() {
        try {
            Hooks.onDiscard(Hooks::close);

            AtomicBoolean closed = new AtomicBoolean();
            Hooks.discard((AutoCloseable) () -> closed.set(true));
            assertThat(closed).isTrue();
        } finally {
            Hooks.onDiscard(null);
        }
    }

    @Test
    void detached_failure_isReported() {
        AtomicBoolean reported = new AtomicBoolean();
        try {
            Hooks.onLateError(error -> reported.set(true));
            Tasks.failed(new IllegalStateException("nobody looks")).detach();
            assertThat(reported).isTrue();
        } finally {
            Hooks.onLateError(null);
        }
    }
}
