package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CompositionTest {

    private static final int LONG = 1_000_000;

    private final RuntimeException failure = new RuntimeException("failed");
    private final Completer<Integer> source = new Completer<>();

    @Nested
    class Mapping {

        @Test
        void map_ofAValue_givesTheResult() {
            Task<String> mapped = source.map(value -> "<" + value + ">");
            assertThat(mapped.isDone()).isFalse();
            source.complete(1);
            assertThat(mapped.resultNow()).isEqualTo("<1>");
        }

        @Test
        void map_ofAHotSource_callsTheFunctionThoughNobodyAwaits() {
            AtomicInteger seen = new AtomicInteger();
            source.map(seen::getAndSet);
            source.complete(7);
            assertThat(seen).hasValue(7);
        }

        /** L3. */
        @Test
        void map_ofALazySource_startsItWhenAwaitedAndNotBefore() {
            LazySource lazy = new LazySource();
            Task<Integer> mapped = lazy.map(value -> value + 1);
            assertThat(lazy.starts).isZero();
            mapped.poll(Waker.NOOP);
            mapped.poll(Waker.NOOP);
            assertThat(lazy.starts).isEqualTo(1);
            lazy.complete(1);
            assertThat(mapped.resultNow()).isEqualTo(2);
        }

        /** L1, L2. */
        @Test
        void map_ofAFailure_passesTheSameObjectAndCallsNothing() {
            Task<Integer> mapped = source.map(value -> {
                throw new AssertionError("called with " + value);
            });
            source.fail(failure);
            assertThat(mapped.exceptionNow()).isSameAs(failure);
        }

        /** L5. */
        @Test
        void map_ofACancelledSource_isCancelledForTheSameReason() {
            Task<Integer> mapped = source.map(value -> value);
            source.cancel(failure);
            assertThat(mapped.peek()).isEqualTo(Poll.cancelled(failure));
        }

        @Test
        void map_whoseFunctionThrows_failsWithThat() {
            Task<Integer> mapped = source.map(value -> {
                throw failure;
            });
            source.complete(1);
            assertThat(mapped.exceptionNow()).isSameAs(failure);
        }

        @Test
        void map_whoseFunctionThrowsCancellation_isCancelled() {
            Task<Integer> mapped = source.map(value -> {
                throw new CancellationException();
            });
            source.complete(1);
            assertThat(mapped.isCancelled()).isTrue();
        }

        /** L6. */
        @Test
        void map_cancelled_releasesTheSource() {
            source.map(value -> value).cancel();
            assertThat(source.isCancelled()).isTrue();
        }

        @Test
        void map_ofALazySourceCancelledBeforeItsStart_startsNothing() {
            LazySource lazy = new LazySource();
            lazy.map(value -> value).cancel();
            assertThat(lazy.isCancelled()).isTrue();
            assertThat(lazy.starts).isZero();
        }

        @Test
        void map_withoutAFunction_isRefusedAtTheCall() {
            assertThatThrownBy(() -> source.map(null)).isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("map");
        }
    }

    @Nested
    class Then {

        private final Completer<String> next = new Completer<>();

        @Test
        void then_goesOnAsTheNextTask() {
            Task<String> both = source.then(value -> next);
            source.complete(1);
            assertThat(both.isDone()).isFalse();
            next.complete("next");
            assertThat(both.resultNow()).isEqualTo("next");
        }

        @Test
        void then_cancelledWhileTheNextRuns_releasesTheNext() {
            Task<String> both = source.then(value -> next);
            source.complete(1);
            both.cancel(failure);
            assertThat(next.isCancelled()).isTrue();
            assertThat(both.peek()).isEqualTo(Poll.cancelled(failure));
        }

        @Test
        void then_cancelledDuringItsFunction_releasesTheNext() {
            List<Task<String>> self = new ArrayList<>();
            self.add(source.then(value -> {
                self.get(0).cancel();
                return next;
            }));
            source.complete(1);
            assertThat(next.isCancelled()).isTrue();
        }

        @Test
        void then_whoseFunctionGivesNull_failsAndSaysSo() {
            Task<String> both = source.then(value -> null);
            source.complete(1);
            assertThat(both.exceptionNow()).isInstanceOf(NullPointerException.class).hasMessageContaining("then");
        }

        /** L14. */
        @Test
        void then_asALoopOfAMillionRounds_needsConstantStack() {
            assertThat(countDown(LONG).resultNow()).isZero();
        }

        private Task<Integer> countDown(int from) {
            return from == 0 ? Tasks.value(0) : Tasks.value(from - 1).then(this::countDown);
        }

        /** A cancel that meets the step: the next task is released by one of the two, in every interleaving. */
        @Test
        void then_cancelRacingWithTheStep_leavesNothingRunning() throws Exception {
            for (int round = 0; round < 2_000; round++) {
                Completer<Integer> first = new Completer<>();
                Completer<String> second = new Completer<>();
                AtomicBoolean handedOver = new AtomicBoolean();
                Task<String> both = first.then(value -> {
                    handedOver.set(true);
                    return second;
                });
                CyclicBarrier barrier = new CyclicBarrier(2);
                Thread canceller = Thread.ofPlatform().start(() -> {
                    meet(barrier);
                    both.cancel();
                });
                meet(barrier);
                first.complete(1);
                canceller.join();
                assertThat(second.isCancelled()).as("round %d", round).isEqualTo(handedOver.get());
            }
        }
    }

    @Nested
    class Recovering {

        @Test
        void recover_ofAFailure_givesWhatTheFunctionMakesOfIt() {
            List<Throwable> seen = new ArrayList<>();
            Task<Integer> recovered = source.recover(cause -> {
                seen.add(cause);
                return 5;
            });
            source.fail(failure);
            assertThat(recovered.resultNow()).isEqualTo(5);
            assertThat(seen).containsExactly(failure);
        }

        /** L1: cancellation is no failure. */
        @Test
        void recover_ofACancelledSource_isCancelled() {
            Task<Integer> recovered = source.recover(cause -> 5);
            source.cancel();
            assertThat(recovered.isCancelled()).isTrue();
        }

        @Test
        void whenDone_seesTheOutcomeAndPassesIt() {
            List<Outcome<Integer>> seen = new ArrayList<>();
            Task<Integer> watched = source.whenDone(seen::add);
            source.fail(failure);
            assertThat(seen).containsExactly(Poll.failed(failure));
            assertThat(watched.exceptionNow()).isSameAs(failure);
        }

        @Test
        void whenDone_thatThrowsAfterAValue_fails() {
            Task<Integer> watched = source.whenDone(outcome -> {
                throw failure;
            });
            source.complete(1);
            assertThat(watched.exceptionNow()).isSameAs(failure);
        }

        /** L2, L8. */
        @Test
        void whenDone_thatThrowsAfterAFailure_keepsTheFailureAndReportsTheOther() {
            List<Throwable> late = new ArrayList<>();
            Hooks.onLateError(late::add);
            try {
                RuntimeException other = new RuntimeException("in the action");
                Task<Integer> watched = source.whenDone(outcome -> {
                    throw other;
                });
                source.fail(failure);
                assertThat(watched.exceptionNow()).isSameAs(failure);
                assertThat(late).containsExactly(other);
            } finally {
                Hooks.onLateError(null);
            }
        }
    }

    @Nested
    class Several {

        private final Completer<Integer> other = new Completer<>();

        @Test
        void all_givesTheValuesInTheOrderOfTheTasks() {
            Task<List<Integer>> both = Tasks.all(List.of(source, other));
            other.complete(2);
            source.complete(1);
            assertThat(both.resultNow()).containsExactly(1, 2);
        }

        @Test
        void all_ofNone_isAnEmptyList() {
            assertThat(Tasks.all(List.<Task<Integer>>of()).resultNow()).isEmpty();
        }

        @Test
        void all_withAFailure_failsWithItAndCancelsTheRest() {
            Task<List<Integer>> both = Tasks.all(List.of(source, other));
            other.fail(failure);
            assertThat(both.exceptionNow()).isSameAs(failure);
            assertThat(source.isCancelled()).isTrue();
        }

        @Test
        void race_isWonByTheFirstAndReleasesTheOthers() {
            Task<Integer> race = Tasks.race(List.of(source, other)).start();
            other.complete(2);
            assertThat(race.resultNow()).isEqualTo(2);
            assertThat(source.isCancelled()).isTrue();
        }

        @Test
        void race_withATaskThatHasEnded_startsNoneAfterIt() {
            LazySource lazy = new LazySource();
            assertThat(Tasks.race(List.of(Tasks.value(1), lazy)).start().resultNow()).isEqualTo(1);
            assertThat(lazy.starts).isZero();
            assertThat(lazy.isCancelled()).isTrue();
        }

        @Test
        void race_cancelled_releasesAll() {
            Task<Integer> race = Tasks.race(List.of(source, other)).start();
            race.cancel(failure);
            assertThat(race.peek()).isEqualTo(Poll.cancelled(failure));
            assertThat(source.isCancelled() && other.isCancelled()).isTrue();
        }

        @Test
        void race_ofNone_isRefusedAtTheCall() {
            assertThatThrownBy(() -> Tasks.race(List.of())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Depth {

        /** L14. */
        @Test
        void chain_ofAMillionLazyTasks_startsAndEndsInConstantStack() {
            LazySource lazy = new LazySource();
            Task<Integer> last = chain(lazy);
            last.start();
            lazy.complete(0);
            assertThat(last.resultNow()).isEqualTo(LONG);
        }

        /** L14. */
        @Test
        void chain_ofAMillionTasks_isCancelledInConstantStack() {
            Task<Integer> last = chain(source);
            last.cancel();
            assertThat(last.isCancelled()).isTrue();
            assertThat(source.isCancelled()).isTrue();
        }

        private Task<Integer> chain(Task<Integer> first) {
            Task<Integer> last = first;
            for (int link = 0; link < LONG; link++) {
                last = last.map(value -> value + 1);
            }
            return last;
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static final class LazySource extends Completer<Integer> {
        private int starts;

        LazySource() {
            super(true);
        }

        @Override
        protected void onStart() {
            starts++;
        }
    }
}
