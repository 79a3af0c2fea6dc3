package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks that live and end together. */
class TaskScopeTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final TaskScope scope = new TaskScope();
    private final IOException failure = new IOException("scripted");

    /** Ends when the test says so, not when it is cancelled. */
    private static final class Stubborn extends Completer<String> {
        private boolean asked;

        @Override
        protected boolean onCancel() {
            asked = true;
            return false;
        }
    }

    @Test
    void join_whenAllHaveValues_combinesThem() throws Exception {
        Completer<Integer> one = new Completer<>();
        Completer<Integer> two = new Completer<>();
        assertThat(scope.fork(one)).isSameAs(one);
        scope.fork(two);
        scope.fork(Tasks.value("ended already"));
        assertThat(scope).hasToString("scope of 2 running tasks");
        Task<Integer> sum = scope.join(() -> one.resultNow() + two.resultNow());

        one.complete(1);
        assertThat(sum.isDone()).isFalse();
        two.complete(2);

        assertThat(sum.join()).isEqualTo(3);
        assertThat(scope).hasToString("scope of 0 running tasks");
    }

    @Test
    void join_ofAnEmptyScope_endsAtOnce() {
        assertThat(scope.join(() -> "value").peek()).isEqualTo(Poll.ready("value"));
    }

    @Test
    void join_whoseFunctionThrows_fails() {
        assertThat(scope.join(() -> {
            throw failure;
        }).exceptionNow()).isSameAs(failure);
        assertThat(new TaskScope().join(() -> {
            throw new CancellationException();
        }).isCancelled()).isTrue();
    }

    @Test
    void fork_ofALazyTask_startsIt() { // L3
        Stepper stepper = new Stepper();
        Task<String> task = scope.fork(Tasks.on(stepper).lazy(new Scripted<String>().then(Poll.ready("value"))));

        assertThat(stepper.runAll()).isEqualTo(1);
        assertThat(task.isDone()).isTrue();
    }

    @Test
    void failureOfOne_cancelsTheOthersAndIsTheResultWhenTheyHaveEnded() { // L7
        Completer<String> failing = new Completer<>();
        Stubborn other = new Stubborn();
        scope.fork(failing);
        scope.fork(other);
        Task<String> joined = scope.join(() -> "never");

        failing.fail(failure);

        assertThat(other.asked).isTrue();
        assertThat(joined.isDone()).as("seen before the other has let go").isFalse();
        other.cancelled(null);
        assertThat(joined.exceptionNow()).isSameAs(failure);
    }

    @Test
    void failures_ofTwo_firstWins() {
        Completer<String> one = new Completer<>();
        Stubborn two = new Stubborn();
        scope.fork(one);
        scope.fork(two);
        Task<String> joined = scope.join(() -> "never");

        one.fail(failure);
        two.cancelled(new RuntimeException("second"));

        assertThat(joined.exceptionNow()).isSameAs(failure);
    }

    @Test
    void cancellationOfOne_cancelsAll() { // L5
        Completer<String> one = new Completer<>();
        Completer<String> two = new Completer<>();
        scope.fork(one);
        scope.fork(two);
        Task<String> joined = scope.join(() -> "never");
        RuntimeException reason = new RuntimeException("enough");

        one.cancel(reason);

        assertThat(two.isCancelled()).isTrue();
        assertThat(joined.peek()).isEqualTo(Poll.cancelled(reason));
    }

    @Test
    void cancelOfTheResult_cancelsTheChildrenAndIsSeenWhenTheyHaveEnded() { // L7
        Stubborn child = new Stubborn();
        scope.fork(child);
        Task<String> joined = scope.join(() -> "never");
        RuntimeException reason = new RuntimeException("enough");

        assertThat(joined.cancel(reason)).isTrue();
        assertThat(child.asked).isTrue();
        assertThat(joined.isDone()).isFalse();

        child.complete("too late");
        assertThat(joined.peek()).isEqualTo(Poll.cancelled(reason));
        assertThat(hooks.discarded()).containsExactly("too late");
    }

    @Test
    void cancelOfTheScope_cancelsWhatIsInItAndWhatComes() {
        Completer<String> before = new Completer<>();
        Completer<String> after = new Completer<>();
        scope.fork(before);
        RuntimeException reason = new RuntimeException("enough");

        scope.cancel(reason);
        assertThat(before.isCancelled()).isTrue();
        scope.fork(after);

        assertThat(((Outcome.Cancelled<String>) after.peek()).reason())
                .hasMessageContaining("scope of this task ended");
        assertThat(scope.join(() -> "never").peek()).isEqualTo(Poll.cancelled(reason));
    }

    @Test
    void forkOrJoin_afterJoinOrClose_isRefused() { // L17
        scope.join(() -> "value");
        assertThatThrownBy(() -> scope.fork(new Completer<>())).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("joined or closed already");
        assertThatThrownBy(() -> scope.join(() -> "again")).isInstanceOf(IllegalStateException.class);

        TaskScope closed = new TaskScope();
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.fork(new Completer<>())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.join(() -> "late")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new TaskScope().fork(null)).hasMessageContaining("fork needs a task");
        assertThatThrownBy(() -> new TaskScope().join(null)).hasMessageContaining("join needs a function");
    }

    @Test
    void close_cancelsAndBlocksUntilTheLastHasEnded_keepingTheInterrupt() {
        Stubborn child = new Stubborn();
        scope.fork(child);
        boolean[] flag = new boolean[1];
        FutureTask<Void> closing = new FutureTask<>(() -> {
            scope.close();
            flag[0] = Thread.currentThread().isInterrupted();
            return null;
        });
        Thread thread = Thread.ofPlatform().daemon().start(closing);
        Threads.awaitParked(thread);
        thread.interrupt();
        Threads.awaitParked(thread);
        assertThat(closing.isDone()).isFalse();
        assertThat(child.asked).isTrue();

        child.cancelled(null);

        Threads.await(closing);
        assertThat(flag[0]).isTrue();
    }

    @Test
    void close_afterJoin_cancelsTheResultUnlessItHasEnded() {
        Completer<String> child = new Completer<>();
        try (TaskScope inner = new TaskScope()) {
            inner.fork(child);
            inner.join(() -> "never");
        }
        assertThat(child.isCancelled()).isTrue();

        Task<String> ended;
        try (TaskScope inner = new TaskScope()) {
            ended = inner.join(() -> "value");
        }
        assertThat(ended.resultNow()).isEqualTo("value");
    }

    /** A child that gets in is waited for; one that comes too late is refused. Nothing is combined twice. */
    @Test
    void fork_racingWithJoin_isEitherInOrRefused() {
        for (int round = 0; round < 1_000; round++) {
            TaskScope racing = new TaskScope();
            Completer<String> child = new Completer<>();
            AtomicInteger combined = new AtomicInteger();
            boolean[] in = new boolean[1];
            Task<?>[] joined = new Task<?>[1];

            Threads.race(() -> {
                try {
                    racing.fork(child);
                    in[0] = true;
                } catch (IllegalStateException refused) {
                    in[0] = false;
                }
            }, () -> joined[0] = racing.join(combined::incrementAndGet));

            assertThat(joined[0].isDone()).isEqualTo(!in[0]);
            child.complete("value");
            assertThat(joined[0].isDone()).isTrue();
            assertThat(combined).hasValue(1);
        }
    }

    @Test
    void fork_racingWithCancel_leavesNoChildRunning() {
        for (int round = 0; round < 1_000; round++) {
            TaskScope racing = new TaskScope();
            Completer<String> child = new Completer<>();

            Threads.race(() -> racing.fork(child), () -> racing.cancel(null));

            assertThat(child.isCancelled()).isTrue();
        }
    }
}
