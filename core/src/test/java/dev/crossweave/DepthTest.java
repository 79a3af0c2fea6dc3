package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * L14: a chain of a million needs constant stack, whichever end begins. Where a link costs a timer or a stack trace the chain
 * is shorter, and still many times longer than what a stack holds.
 */
class DepthTest {

    private static final int MILLION = 1_000_000;

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    /** A task that awaits another. */
    private static Pollable<Integer> awaiting(Task<Integer> before) {
        return waker -> before.poll(waker) instanceof Outcome<Integer> outcome
                ? Poll.ready(outcome.orElseThrow() + 1)
                : Poll.pending();
    }

    private static Task<Integer> chain(Spawner spawner, Task<Integer> first) {
        Task<Integer> last = first;
        for (int i = 0; i < MILLION; i++) {
            last = spawner.spawn(awaiting(last));
        }
        return last;
    }

    @Test
    void tasks_onARunQueue_endOneAfterTheOther() {
        RunQueue queue = new RunQueue();
        Completer<Integer> first = new Completer<>();
        Task<Integer> last = chain(Tasks.on(queue), first);
        queue.runAll();

        first.complete(0);
        queue.runAll();

        assertThat(last.resultNow()).isEqualTo(MILLION);
    }

    @Test
    void tasks_onTheInlineSchedule_endOneAfterTheOther() {
        Completer<Integer> first = new Completer<>();
        Task<Integer> last = chain(Tasks.on(Schedule.inline()), first);

        first.complete(0);

        assertThat(last.resultNow()).isEqualTo(MILLION);
    }

    @Test
    void lazyTasks_startedFromTheLast_startAndEndOneAfterTheOther() {
        Spawner inline = Tasks.on(Schedule.inline());
        Task<Integer> last = Tasks.value(0);
        for (int i = 0; i < MILLION; i++) {
            last = inline.lazy(awaiting(last));
        }

        last.start();

        assertThat(last.resultNow()).isEqualTo(MILLION);
    }

    @Test
    void tasks_polledFromTheLastToTheFirst_end() {
        Stepper stepper = new Stepper();
        Spawner spawner = Tasks.on(stepper);
        RunnableTask[] rights = new RunnableTask[MILLION];
        Task<Integer> last = Tasks.value(0);
        for (int i = 0; i < MILLION; i++) {
            last = spawner.spawn(awaiting(last));
            rights[i] = stepper.take();
        }
        for (int i = MILLION - 1; i >= 0; i--) {
            rights[i].run();
        }
        stepper.runAll();

        assertThat(last.resultNow()).isEqualTo(MILLION);
    }

    @Test
    void completers_completedByTheirAwaiters_endOneAfterTheOther() {
        Completer<Integer> first = new Completer<>();
        Completer<Integer> last = first;
        for (int i = 0; i < MILLION; i++) {
            Completer<Integer> before = last;
            Completer<Integer> next = new Completer<>();
            before.poll(() -> next.complete(before.resultNow() + 1));
            last = next;
        }

        first.complete(0);

        assertThat(last.resultNow()).isEqualTo(MILLION);
    }

    /** Task → future → derived future → task, and so on. */
    private static Task<Integer> throughFutures(Task<Integer> first, int length) {
        Task<Integer> last = first;
        for (int i = 0; i < length; i++) {
            CompletableFuture<Integer> derived = last.toFuture().thenApply(value -> value + 1);
            last = FutureTasks.fromFuture(derived, Ownership.OWNED);
        }
        return last;
    }

    @Test
    void futures_andTasksInTurn_endOneAfterTheOther() {
        Completer<Integer> first = new Completer<>();
        Task<Integer> last = throughFutures(first, MILLION / 3); // three objects of ours in each round

        first.complete(0);

        assertThat(last.resultNow()).isEqualTo(MILLION / 3);
    }

    @Test
    void futures_andTasksInTurn_cancelFromTheLastToTheFirst() {
        Completer<Integer> first = new Completer<>();
        Task<Integer> last = throughFutures(first, 5_000); // each cancel of a future fills in a stack trace

        last.cancel();

        assertThat(first.isCancelled()).isTrue();
    }

    private static Task<Integer> throughDeadlines(Task<Integer> first, int length) {
        Task<Integer> last = first;
        for (int i = 0; i < length; i++) {
            last = last.timeout(Duration.ofHours(1));
        }
        return last;
    }

    @Test
    void deadlines_ofDeadlines_endOneAfterTheOther() {
        Completer<Integer> first = new Completer<>();
        Task<Integer> last = throughDeadlines(first, MILLION / 5);

        first.complete(7);

        assertThat(last.resultNow()).isEqualTo(7);
    }

    @Test
    void deadlines_ofDeadlines_cancelFromTheLastToTheFirst() {
        Completer<Integer> first = new Completer<>();
        Task<Integer> last = throughDeadlines(first, MILLION / 5);

        last.cancel();

        assertThat(first.isCancelled()).isTrue();
    }

    @Test
    void selfWakes_aMillion_onTheInlineSchedule_takeTurns() { // wakes
        int[] polls = new int[1];
        Task<Integer> task = Tasks.on(Schedule.inline()).spawn(waker -> {
            waker.wake();
            return ++polls[0] == MILLION ? Poll.ready(polls[0]) : Poll.pending();
        });

        assertThat(task.resultNow()).isEqualTo(MILLION);
    }
}
