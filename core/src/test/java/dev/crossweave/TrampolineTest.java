package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The trampoline, and the inline schedule on it: L11, L14, L18. */
class TrampolineTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final List<String> done = new ArrayList<>();

    private Waker job(String name) {
        return () -> done.add(name);
    }

    @Test
    void jobs_fromInsideAJob_runAfterItInOrder() {
        Trampoline.run((Waker) () -> {
            Trampoline.run(job("b"));
            Trampoline.run(job("c"));
            done.add("a");
        });

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void job_thatThrows_isReportedAndTheRestRuns() { // L18
        Error broken = new AssertionError("scripted");
        Trampoline.run((Waker) () -> {
            Trampoline.run(job("b"));
            throw broken;
        });
        Trampoline.run(job("c"));

        assertThat(done).containsExactly("b", "c");
        assertThat(hooks.late()).containsExactly(broken);
    }

    @Test
    void inlineSchedule_pollsOnTheWakingThread() {
        List<Thread> polledOn = new ArrayList<>();
        Scripted<String> pollable = new Scripted<>();
        Tasks.on(Schedule.inline()).spawn(pollable.then(Poll.pending()).then(waker -> {
            polledOn.add(Thread.currentThread());
            return Poll.pending();
        }));
        Thread[] waking = new Thread[1];

        Threads.elsewhere(() -> {
            waking[0] = Thread.currentThread();
            pollable.waker().wake();
        });

        assertThat(polledOn).containsExactly(waking[0]);
    }

    @Test
    void inlineSchedule_wokenFromInsideAPollOnIt_pollsAfterThatPoll() { // L11
        Scripted<String> woken = new Scripted<>();
        Tasks.on(Schedule.inline()).spawn(woken);
        Tasks.on(Schedule.inline()).spawn(waker -> {
            woken.waker().wake();
            assertThat(woken.polls()).as("polls inside of the waking poll").isEqualTo(1);
            return Poll.ready(null);
        });

        assertThat(woken.polls()).isEqualTo(2);
    }

    @Test
    void end_tellsItsAwaitersAfterTheTransition() { // L11
        Completer<String> first = new Completer<>();
        Completer<String> second = new Completer<>();
        first.poll(() -> {
            assertThat(first.isDone()).isTrue();
            second.complete("from inside");
            done.add("first told");
        });
        second.poll(job("second told"));

        first.complete("value");

        assertThat(done).containsExactly("first told", "second told");
    }
}
