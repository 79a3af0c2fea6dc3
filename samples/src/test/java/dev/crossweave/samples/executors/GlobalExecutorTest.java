package dev.crossweave.samples.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Task;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GlobalExecutorTest {

    @Test
    void manyTasks_thatYield_allEnd() throws Exception {
        try (GlobalExecutor executor = new GlobalExecutor(2)) {
            List<Task<Integer>> tasks = Stream.generate(() -> executor.spawn(new Turns(20))).limit(5_000).toList();
            for (Task<Integer> task : tasks) {
                assertThat(task.join()).isEqualTo(20);
            }
        }
    }

    /** Both were submitted by one thread, and neither poll ends before the other has begun. */
    @Test
    void tasks_arePolledOnSeveralThreadsAtOnce() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Pollable<Integer> meeting = waker -> Poll.ready(both.await(30, TimeUnit.SECONDS));
        try (GlobalExecutor executor = new GlobalExecutor(2)) {
            Task<Integer> one = executor.spawn(meeting);
            Task<Integer> other = executor.spawn(meeting);
            assertThat(one.join() + other.join()).isEqualTo(1);
        }
    }

    @Test
    void cancel_ofAnIdleTask_dropsItOnTheExecutor() throws Exception {
        try (GlobalExecutor executor = new GlobalExecutor(1)) {
            Idle idle = new Idle();
            Task<String> task = executor.spawn(idle);
            idle.polled.await();
            task.cancel();
            await().until(task::isCancelled);
            assertThat(idle.droppedOn).isNotNull().isNotSameAs(Thread.currentThread());
        }
    }

    @Test
    void spawn_afterClose_failsTheTaskWithTheRejection() {
        GlobalExecutor executor = new GlobalExecutor(1);
        executor.close();
        Task<Integer> task = executor.spawn(new Turns(1));
        assertThat(task.exceptionNow()).isInstanceOf(RejectedExecutionException.class).hasMessageContaining("closed");
    }

    @Test
    void close_endsATaskThatYieldsForEver() throws Exception {
        GlobalExecutor executor = new GlobalExecutor(1);
        Turns endless = new Turns(Turns.FOR_EVER);
        Task<Integer> task = executor.spawn(endless);
        endless.polled.await();
        executor.close();
        await().until(task::isDone);
        assertThat(task.peek()).isInstanceOfSatisfying(Outcome.Failure.class,
                failure -> assertThat(failure.cause()).isInstanceOf(RejectedExecutionException.class));
        assertThat(endless.dropped.getCount()).isZero();
    }
}
