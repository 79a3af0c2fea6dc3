package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Where a waiter resumes, and what a schedule is told of a task. */
class ResumeTest {

    private final Deque<RunnableTask> ready = new ArrayDeque<>();
    private final Completer<String> source = new Completer<>();

    /** L11. */
    @Test
    void resumeOn_tellsItsAwaitersFromTheScheduleAndNotFromTheThreadThatEnds() {
        CompletableFuture<String> handle = source.resumeOn(ready::add).toFuture();
        source.complete("value");
        assertThat(handle).isNotDone();
        ready.remove().run();
        assertThat(handle).isCompletedWithValue("value");
    }

    @Test
    void resumeOn_aTaskThatHasEnded_hasEndedAtOnce() {
        source.complete("value");
        assertThat(source.resumeOn(ready::add).resultNow()).isEqualTo("value");
        assertThat(ready).isEmpty();
    }

    /** L2. */
    @Test
    void resumeOn_aFailure_isTheSameObject() {
        RuntimeException failure = new RuntimeException("failed");
        Task<String> resumed = source.resumeOn(ready::add);
        source.fail(failure);
        ready.remove().run();
        assertThat(resumed.exceptionNow()).isSameAs(failure);
    }

    /** L3. */
    @Test
    void resumeOn_aLazyTask_startsItOnTheSchedule() {
        Task<String> lazy = Tasks.on(ready::add).lazy(waker -> Poll.ready("value"));
        Task<String> resumed = lazy.resumeOn(ready::add);
        assertThat(ready).isEmpty();
        resumed.start();
        while (!ready.isEmpty()) {
            ready.remove().run();
        }
        assertThat(resumed.resultNow()).isEqualTo("value");
    }

    /** L6. */
    @Test
    void resumeOn_cancelled_releasesTheSourceWhenTheScheduleHasDroppedIt() {
        Task<String> resumed = source.resumeOn(ready::add);
        resumed.cancel();
        ready.remove().run();
        assertThat(resumed.isCancelled()).isTrue();
        assertThat(source.isCancelled()).isTrue();
    }

    /** L18. */
    @Test
    void resumeOn_aScheduleThatRejects_failsWithTheRejection() {
        RejectedExecutionException rejection = new RejectedExecutionException("closed");
        Task<String> resumed = source.resumeOn(task -> {
            throw rejection;
        });
        source.complete("value");
        assertThat(resumed.exceptionNow()).isSameAs(rejection);
    }

    @Test
    void metadata_reachesTheScheduleAndIsGoneAtTheEnd() {
        RunnableTask task = Tasks.on(ready::add).named("n").metadata("urgent").local().prepare(waker -> Poll.ready(1));
        assertThat(task.metadata()).isEqualTo("urgent");
        task.run();
        assertThat(task.metadata()).isNull();
        assertThat(task.task().name()).isEqualTo("n");
    }
}
