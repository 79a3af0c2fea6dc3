package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks that are completed from outside: L3, L4, L7, L8, L9, L18. */
class CompleterTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final IOException failure = new IOException("scripted");
    private final RuntimeException reason = new RuntimeException("reason");
    private final Error broken = new AssertionError("scripted");

    /** An adapter that writes down what it is asked. */
    private static class Source extends Completer<String> {
        final List<String> asked = new ArrayList<>();
        boolean letsGoAtOnce = true;

        Source() {
            super(true);
        }

        @Override
        protected void onStart() throws Exception {
            asked.add("start");
        }

        @Override
        protected boolean onCancel() {
            asked.add("cancel");
            return letsGoAtOnce;
        }

        @Override
        protected void onCancelUnstarted() {
            asked.add("give up");
        }

        void share() {
            countWaiters();
        }
    }

    private final Source source = new Source();

    @Test
    void lazySource_isStartedOnceByTheFirstAwait() { // L3
        assertThat(source.peek()).isEqualTo(Poll.pending());
        assertThat(source.asked).isEmpty();

        source.poll(new CountingWaker());
        source.poll(new CountingWaker());
        source.start();

        assertThat(source.asked).containsExactly("start");
    }

    @Test
    void start_thatThrows_failsTheTask() {
        Completer<String> failing = new Completer<>(true) {
            @Override
            protected void onStart() throws Exception {
                throw failure;
            }
        };
        assertThat(failing.poll(new CountingWaker())).isEqualTo(Poll.failed(failure));

        Completer<String> cancelled = new Completer<>(true) {
            @Override
            protected void onStart() {
                throw new CancellationException();
            }
        };
        assertThat(cancelled.start().isCancelled()).isTrue();
    }

    @Test
    void start_thatThrowsAfterCompleting_isALateError() { // L8
        Completer<String> both = new Completer<>(true) {
            @Override
            protected void onStart() throws Exception {
                complete("value");
                throw failure;
            }
        };

        assertThat(both.start().resultNow()).isEqualTo("value");
        assertThat(hooks.late()).containsExactly(failure);
    }

    @Test
    void cancel_beforeTheStart_givesTheSourceUpWithoutStartingIt() { // L3
        assertThat(source.cancel(reason)).isTrue();
        source.start();

        assertThat(source.asked).containsExactly("give up");
        assertThat(source.peek()).isEqualTo(Poll.cancelled(reason));
        assertThat(source.cancel()).isFalse();
    }

    @Test
    void cancel_duringTheStart_stopsTheSourceAndEnds() {
        Completer<String> starting = new Completer<>(true) {
            @Override
            protected void onStart() throws Exception {
                cancel(reason);
                throw failure;
            }
        };

        assertThat(starting.start().peek()).isEqualTo(Poll.cancelled(reason));
        assertThat(hooks.late()).containsExactly(failure);
    }

    @Test
    void cancel_ofASourceThatLetsGoAtOnce_ends() {
        source.start();

        assertThat(source.cancel(reason)).isTrue();
        assertThat(source.cancel(new RuntimeException("second"))).isFalse();

        assertThat(source.asked).containsExactly("start", "cancel");
        assertThat(source.peek()).isEqualTo(Poll.cancelled(reason));
    }

    @Test
    void cancel_ofASourceThatSaysSoItself_isSeenThen() { // L7
        source.letsGoAtOnce = false;
        CountingWaker awaiter = new CountingWaker();
        source.poll(awaiter);

        assertThat(source.cancel(reason)).isTrue();
        assertThat(source.cancel()).isTrue();
        assertThat(source.isDone()).isFalse();
        assertThat(source.isCancelled()).isFalse();
        assertThat(awaiter.wakes()).isZero();

        assertThat(source.cancelled(new RuntimeException("the source's own"))).isTrue();
        assertThat(source.peek()).isEqualTo(Poll.cancelled(reason));
        assertThat(awaiter.wakes()).isEqualTo(1);
        assertThat(source.asked).containsExactly("start", "cancel");
    }

    @Test
    void valueOrFailure_afterCancel_endsTheWaitAndGoesToTheHooks() { // R5, L8, L9
        source.letsGoAtOnce = false;
        source.start();
        source.cancel(reason);
        assertThat(source.complete("too late")).isFalse();
        assertThat(source.peek()).isEqualTo(Poll.cancelled(reason));
        assertThat(hooks.discarded()).containsExactly("too late");

        Source other = new Source();
        other.letsGoAtOnce = false;
        other.start();
        other.cancel(reason);
        assertThat(other.fail(failure)).isFalse();
        assertThat(other.isCancelled()).isTrue();
        assertThat(hooks.late()).containsExactly(failure);
    }

    @Test
    void completion_afterTheEnd_goesToTheHooksOnce() { // L8, L9
        source.start();
        assertThat(source.complete("first")).isTrue();

        assertThat(source.complete("second")).isFalse();
        assertThat(source.complete(null)).isFalse();
        assertThat(source.fail(failure)).isFalse();
        assertThat(source.cancelled(reason)).isFalse();
        assertThat(source.end(Poll.ready("third"))).isFalse();
        assertThat(source.pass(Poll.ready("passed on"))).isFalse();
        assertThat(source.pass(Poll.failed(failure))).isFalse();

        assertThat(source.resultNow()).isEqualTo("first");
        assertThat(hooks.discarded()).containsExactly("second", "third");
        assertThat(hooks.late()).containsExactly(failure);
        assertThatThrownBy(() -> source.fail(null)).hasMessageContaining("needs a cause");
    }

    @Test
    void cancelledBySource_isCancelled() { // L5
        assertThat(source.cancelled(reason)).isTrue();
        assertThat(source.peek()).isEqualTo(Poll.cancelled(reason));
        assertThat(source.start().isCancelled()).isTrue();
        assertThat(source.asked).isEmpty();
    }

    @Test
    void hooks_thatThrow_areContainedAndReportedOnce() { // L18
        Completer<String> stopping = new Completer<>() {
            @Override
            protected boolean onCancel() {
                throw broken;
            }
        };
        assertThat(stopping.cancel()).isTrue();
        assertThat(stopping.isCancelled()).isTrue();
        assertThat(hooks.late()).containsExactly(broken);

        hooks.reset();
        Completer<String> givingUp = new Completer<>(true) {
            @Override
            protected void onCancelUnstarted() {
                throw broken;
            }
        };
        givingUp.cancel();
        assertThat(givingUp.isCancelled()).isTrue();
        assertThat(hooks.late()).containsExactly(broken);
    }

    @Test
    void lateErrors_goToTheAdaptersOwnHook() { // L8
        List<Throwable> own = new ArrayList<>();
        Completer<String> adapter = new Completer<>() {
            @Override
            protected void onLateError(Throwable error) {
                own.add(error);
                throw broken;
            }
        };
        adapter.complete("value");

        adapter.fail(failure);

        assertThat(own).containsExactly(failure);
        assertThat(hooks.late()).as("the hook itself threw").containsExactly(broken);
    }

    @Test
    void detachedFailure_isReportedOnce() { // L8
        source.detach();
        source.fail(failure);
        assertThat(hooks.late()).containsExactly(failure);
    }

    @Test
    void sharedTask_countsItsWaiters() { // L4
        source.share();
        source.start();
        source.retain().retain().retain();

        source.release();
        source.release();
        assertThat(source.asked).containsExactly("start");
        source.release();
        assertThat(source.asked).containsExactly("start", "cancel");
        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void sharedTask_cancelledItself_endsAtOnce() { // L4
        source.share();
        source.start();
        source.retain().retain();

        source.cancel();

        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void complete_racingWithCancel_givesOneOutcomeAndLosesNoValue() { // L9
        for (int round = 0; round < 1_000; round++) {
            hooks.reset();
            Completer<String> racing = new Completer<>();
            CountingWaker awaiter = new CountingWaker();
            racing.poll(awaiter);

            Threads.race(() -> racing.complete("value"), () -> racing.cancel(reason));

            assertThat(racing.isDone()).isTrue();
            assertThat(awaiter.wakes()).isEqualTo(1);
            assertThat(hooks.discarded()).hasSize(racing.isCancelled() ? 1 : 0);
            assertThat(racing.peek()).isEqualTo(racing.isCancelled() ? Poll.cancelled(reason) : Poll.ready("value"));
        }
    }

    @Test
    void start_racingWithCancel_startsOrGivesUpAndNeverBoth() { // L3
        for (int round = 0; round < 1_000; round++) {
            AtomicInteger started = new AtomicInteger();
            AtomicInteger stopped = new AtomicInteger();
            AtomicInteger givenUp = new AtomicInteger();
            Completer<String> racing = new Completer<>(true) {
                @Override
                protected void onStart() {
                    started.incrementAndGet();
                }

                @Override
                protected boolean onCancel() {
                    stopped.incrementAndGet();
                    return true;
                }

                @Override
                protected void onCancelUnstarted() {
                    givenUp.incrementAndGet();
                }
            };

            Threads.race(racing::start, racing::cancel);

            assertThat(racing.isCancelled()).isTrue();
            assertThat(started.get() + givenUp.get()).isEqualTo(1);
            assertThat(stopped.get()).isEqualTo(started.get());
        }
    }
}
