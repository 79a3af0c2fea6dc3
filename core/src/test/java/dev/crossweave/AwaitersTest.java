package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any number of awaiters, each told once (R4). */
class AwaitersTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Completer<String> task = new Completer<>();

    private List<CountingWaker> register(int count) {
        List<CountingWaker> wakers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CountingWaker waker = new CountingWaker();
            assertThat(task.poll(waker)).isEqualTo(Poll.pending());
            wakers.add(waker);
        }
        return wakers;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 10, 10_000})
    void awaiters_howeverMany_areToldOnce(int count) {
        List<CountingWaker> wakers = register(count);
        assertThat(task.countAwaiters()).isEqualTo(count);

        task.complete("value");

        assertThat(wakers).allMatch(waker -> waker.wakes() == 1);
        assertThat(task.countAwaiters()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 9, 100})
    void sameWaker_registeredAgain_isRememberedOnce(int count) {
        List<CountingWaker> wakers = register(count);
        for (CountingWaker waker : wakers) {
            task.poll(waker);
            task.poll(waker);
        }
        assertThat(task.countAwaiters()).isEqualTo(count);

        task.complete("value");

        assertThat(wakers).allMatch(waker -> waker.wakes() == 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 100})
    void forget_ofEverySecond_tellsTheOthers(int count) {
        List<CountingWaker> wakers = register(count);
        for (int i = 0; i < count; i += 2) {
            task.forget(wakers.get(i));
            task.forget(wakers.get(i));
        }
        task.forget(new CountingWaker());

        task.complete("value");

        for (int i = 0; i < count; i++) {
            assertThat(wakers.get(i).wakes()).isEqualTo(i % 2);
        }
    }

    @Test
    void forget_ofAllOfACrowd_thenAnother_tellsThatOne() {
        register(50).forEach(task::forget);
        CountingWaker last = register(1).getFirst();

        task.complete("value");

        assertThat(last.wakes()).isEqualTo(1);
    }

    @Test
    void poll_withItselfOrNull_isRefused() { // L17
        Stepper stepper = new Stepper();
        RunnableTask[] own = new RunnableTask[1];
        own[0] = Tasks.on(stepper).prepare(waker -> own[0].task().poll(waker).isReady()
                ? Poll.ready("never")
                : Poll.pending());

        own[0].run();

        assertThat(own[0].task().exceptionNow()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("awaits itself");
        assertThatThrownBy(() -> task.poll(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("needs a waker");
        assertThatThrownBy(() -> task.forget(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void poll_fromTheWakeItself_answersTheOutcome() {
        List<Poll<String>> seen = new ArrayList<>();
        task.poll(() -> seen.add(task.poll(Waker.NOOP)));

        task.complete("value");

        assertThat(seen).containsExactly(Poll.ready("value"));
    }

    @Test
    void drop_ofATask_leavesItAlone() { // L4: whoever polls a task observes it
        register(1);
        task.drop();
        assertThat(task.isDone()).isFalse();
        assertThat(task.complete("value")).isTrue();
    }

    /** Whoever registers while the task ends is told, or sees the outcome at once; never neither, never told twice. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 20})
    void registering_racingWithTheEnd_losesNobody(int before) {
        for (int round = 0; round < 500; round++) {
            Completer<String> racing = new Completer<>();
            List<CountingWaker> wakers = new ArrayList<>();
            for (int i = 0; i < before; i++) {
                CountingWaker waker = new CountingWaker();
                racing.poll(waker);
                wakers.add(waker);
            }
            CountingWaker late = new CountingWaker();
            boolean[] sawOutcome = new boolean[1];

            Threads.race(() -> sawOutcome[0] = racing.poll(late).isReady(), () -> racing.complete("value"));

            assertThat(wakers).allMatch(waker -> waker.wakes() == 1);
            assertThat(late.wakes()).isLessThanOrEqualTo(1);
            assertThat(sawOutcome[0] || late.wakes() == 1).isTrue();
            assertThat(racing.countAwaiters()).isZero();
        }
    }
}
