package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What {@link Future} tells of a task without waiting. */
class FutureViewTest {

    private final IOException failure = new IOException("scripted");
    private final RuntimeException reason = new RuntimeException("reason");

    @Test
    void pendingTask_isRunningAndHasNoResult() {
        Completer<String> task = new Completer<>();
        assertThat(task.state()).isEqualTo(Future.State.RUNNING);
        assertThat(task.isDone()).isFalse();
        assertThat(task.isCancelled()).isFalse();
        assertThat(task.peek().isReady()).isFalse();
        assertThatThrownBy(task::resultNow).isInstanceOf(IllegalStateException.class).hasMessageContaining("not ended");
        assertThatThrownBy(task::exceptionNow).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not ended");
    }

    @Test
    void value_isASuccess() {
        Task<String> task = Tasks.value("value");
        assertThat(task.state()).isEqualTo(Future.State.SUCCESS);
        assertThat(task.isDone()).isTrue();
        assertThat(task.isCancelled()).isFalse();
        assertThat(task.resultNow()).isEqualTo("value");
        assertThatThrownBy(task::exceptionNow).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("with a value");
        assertThat(Tasks.<String>value(null).resultNow()).isNull();
    }

    @Test
    void failure_isAFailure() {
        Task<String> task = Tasks.failed(failure);
        assertThat(task.state()).isEqualTo(Future.State.FAILED);
        assertThat(task.isDone()).isTrue();
        assertThat(task.isCancelled()).isFalse();
        assertThat(task.exceptionNow()).isSameAs(failure);
        assertThatThrownBy(task::resultNow).isInstanceOf(IllegalStateException.class).hasMessageContaining("has failed")
                .cause().isSameAs(failure);
    }

    @Test
    void cancellation_isNeither() {
        Task<String> task = Tasks.cancelled(reason);
        assertThat(task.state()).isEqualTo(Future.State.CANCELLED);
        assertThat(task.isDone()).isTrue();
        assertThat(task.isCancelled()).isTrue();
        assertThatThrownBy(task::resultNow).isInstanceOf(IllegalStateException.class).cause().isSameAs(reason);
        assertThatThrownBy(task::exceptionNow).isInstanceOf(IllegalStateException.class).cause().isSameAs(reason);
    }

    @Test
    void endedTask_isWhatItsOutcomeSays() {
        assertThat(Tasks.ended(Poll.ready("value")).peek()).isEqualTo(Poll.ready("value"));
        assertThat(Tasks.ended(Poll.<String>failed(failure)).peek()).isEqualTo(Poll.failed(failure));
        assertThat(Tasks.ended(Poll.<String>cancelled(reason)).peek()).isEqualTo(Poll.cancelled(reason));
        assertThat(Tasks.value("value").cancel()).isFalse();
        assertThatThrownBy(() -> Tasks.failed(null)).hasMessageContaining("needs a cause");
    }

    @Test
    void retainAndRelease_ofATaskThatDoesNotCount_cancelAtOnce() { // L4, L6
        Stepper stepper = new Stepper();
        Task<String> task = Tasks.on(stepper).spawn(new Scripted<>());
        assertThat(task.retain()).isSameAs(task);

        task.release();
        stepper.runAll();

        assertThat(task.isCancelled()).isTrue();
    }
}
