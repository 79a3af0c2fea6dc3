package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** L8, L9, L18: where late errors and discarded values go. */
class HooksTest {

    private final IOException error = new IOException("late");
    private final Error broken = new AssertionError("the hook itself");
    private final List<Throwable> uncaught = new ArrayList<>();

    @AfterEach
    void restoreDefaults() {
        Hooks.onLateError(null);
        Hooks.onDiscard(null);
    }

    /** Runs on a thread whose uncaught-exception handler writes down what it gets. */
    private void onAThread(Threads.Job job) {
        handledBy((thread, thrown) -> uncaught.add(thrown), job);
    }

    private static void handledBy(Thread.UncaughtExceptionHandler handler, Threads.Job job) {
        Threads.elsewhere(() -> {
            Thread.currentThread().setUncaughtExceptionHandler(handler);
            try {
                job.run();
            } finally {
                Thread.currentThread().setUncaughtExceptionHandler(null);
            }
        });
    }

    @Test
    void lateError_withoutAHook_goesToTheThreadsHandler() {
        onAThread(() -> Hooks.lateError(error));

        assertThat(uncaught).containsExactly(error);
    }

    @Test
    void lateError_withAHook_goesThereAndNowhereElse() {
        List<Throwable> late = new ArrayList<>();
        Hooks.onLateError(late::add);

        onAThread(() -> Hooks.lateError(error));

        assertThat(late).containsExactly(error);
        assertThat(uncaught).isEmpty();
        assertThatThrownBy(() -> Hooks.lateError(null)).hasMessageContaining("null");
    }

    @Test
    void lateErrorHook_thatThrows_isContained() { // L18
        Hooks.onLateError(late -> {
            throw broken;
        });

        onAThread(() -> Hooks.lateError(error));

        assertThat(uncaught).containsExactly(broken);
        assertThat(broken.getSuppressed()).containsExactly(error);
    }

    @Test
    void lateErrorHook_thatRethrows_reportsTheErrorItself() {
        Hooks.onLateError(late -> {
            throw Failures.sneak(late);
        });

        onAThread(() -> Hooks.lateError(error));

        assertThat(uncaught).containsExactly(error);
    }

    @Test
    void handlerThatThrows_isContained() { // L18
        handledBy((thread, thrown) -> {
            throw broken;
        }, () -> Hooks.lateError(error));

        assertThat(broken.getSuppressed()).containsExactly(error);
    }

    @Test
    void discard_withAHook_handsOverEverythingButNull() { // L9
        List<Object> discarded = new ArrayList<>();
        Hooks.discard("nobody sees this");
        Hooks.onDiscard(discarded::add);

        Hooks.discard("value");
        Hooks.discard(null);

        assertThat(discarded).containsExactly("value");
    }

    @Test
    void discardHook_thatThrows_isALateError() { // L18
        List<Throwable> late = new ArrayList<>();
        Hooks.onLateError(late::add);
        Hooks.onDiscard(value -> {
            throw broken;
        });

        Hooks.discard("value");

        assertThat(late).containsExactly(broken);
    }

    @Test
    void close_asTheDiscardHook_closesWhatCanBeClosed() { // L9
        List<Throwable> late = new ArrayList<>();
        Hooks.onLateError(late::add);
        Hooks.onDiscard(Hooks::close);
        int[] closed = new int[1];

        Hooks.discard((AutoCloseable) () -> closed[0]++);
        Hooks.discard("not closeable");
        Hooks.discard((AutoCloseable) () -> {
            throw error;
        });

        assertThat(closed[0]).isEqualTo(1);
        assertThat(late).containsExactly(error);
    }

    // ------------------------------------------------------------------------------------------ of a task

    @Test
    void lateErrors_ofATaskWithAHookOfItsOwn_goThereAndNowhereElse() { // L8
        List<Throwable> process = new ArrayList<>();
        List<Throwable> own = new ArrayList<>();
        Hooks.onLateError(process::add);
        Stepper stepper = new Stepper();
        Spawner spawner = Tasks.on(stepper).onLateError(own::add).named("mail").metadata("any");
        IOException dropping = new IOException("drop");
        Task<String> failed = spawner.spawn(new Pollable<>() {
            @Override
            public Poll<String> poll(Waker waker) throws IOException {
                throw error;
            }

            @Override
            public void drop() {
                throw new UncheckedIOException(dropping);
            }
        });
        Task<String> detached = spawner.spawn(new Scripted<String>().then(Poll.failed(broken)));
        stepper.runAll();
        detached.detach();
        failed.detach();

        assertThat(own).hasSize(3).element(0).extracting(Throwable::getCause).isSameAs(dropping);
        assertThat(own.subList(1, 3)).containsExactly(broken, error);
        assertThat(process).isEmpty();
    }

    @Test
    void anInterrupt_outOfACompleterThatIsBeingCancelled_isNotReported() { // L8
        List<Throwable> late = new ArrayList<>();
        Hooks.onLateError(late::add);
        Completer<String> task = new Completer<>() {
            @Override
            protected boolean onCancel() {
                return false;
            }
        };
        task.cancel();
        task.fail(new IllegalStateException(new InterruptedException("by the cancel")));
        task.fail(new ClosedByInterruptException());
        Completer<String> other = new Completer<>();
        other.complete("value");
        InterruptedException foreign = new InterruptedException("not by us");
        other.fail(foreign);

        assertThat(task.isCancelled()).isTrue();
        assertThat(late).containsExactly(foreign);
    }
}
