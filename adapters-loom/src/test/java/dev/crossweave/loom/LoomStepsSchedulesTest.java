package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.testkit.SteppingSchedule;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Tasks on {@link LoomSchedules#virtualThreads} that are woken from inside of a stepped body have nothing to do with its loop. */
class LoomStepsSchedulesTest {

    private final SteppingSchedule schedule = new SteppingSchedule();
    private final LoomSteps steps = LoomSteps.on(schedule);

    @Test
    void wake_fromInside_pollsOnAThreadThatNeedsNoMoreOfTheLoop() { // L11
        Completer<String> awaited = new Completer<>();
        Task<Thread> other = Tasks.on(LoomSchedules.virtualThreads("orders"))
                .spawn(waker -> awaited.poll(waker).isReady() ? Poll.ready(LoomSteps.carrier()) : Poll.pending());
        await().until(() -> awaited.toString().contains("1 awaits"));
        Task<Boolean> waking = steps.fromCallable(() -> awaited.complete("there")).start();

        schedule.step(); // and never again

        assertThat(waking.resultNow()).isTrue();
        await().until(other::isDone);
        assertThat(other.resultNow()).isNotSameAs(Thread.currentThread()); // it would be the loop's
        assertThat(schedule.size()).isZero();
    }

    @Test
    void spawn_fromInside_thatGetsNoThread_isNotStranded() { // L18
        RejectedExecutionException full = new RejectedExecutionException("full");
        Schedule rejecting = new LoomSchedules.OnNewThreads(task -> {
            throw full;
        });
        Task<Task<String>> spawning =
                steps.fromCallable(() -> Tasks.on(rejecting).spawn(waker -> Poll.ready("never"))).start();

        schedule.step();

        Task<String> left = spawning.resultNow();
        await().until(left::isDone);
        assertThat(left.peek()).isEqualTo(Poll.cancelled(full));
        assertThat(Tasks.on(rejecting).spawn(waker -> Poll.ready("never")).exceptionNow()).isSameAs(full); // from outside
    }
}
