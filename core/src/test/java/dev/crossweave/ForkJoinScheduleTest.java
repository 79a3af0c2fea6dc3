package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForkJoinScheduleTest {

    private ForkJoinPool pool = new ForkJoinPool(1);

    @AfterEach
    void shutDown() {
        pool.close();
    }

    private Spawner on(int parallelism, boolean fifo) {
        pool.close();
        pool = new ForkJoinPool(parallelism, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, fifo);
        return Tasks.on(Schedule.forkJoin(pool));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void spawn_manyThatYield_polledOftenEnoughAndOneAtATime(boolean fifo) throws Exception {
        Spawner spawner = on(2, fifo);
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tasks.add(spawner.spawn(new Yielding(1_000)));
        }
        for (Task<Integer> task : tasks) {
            assertThat(task.join()).isEqualTo(1_000);
        }
    }

    /** Fairness: a task that wakes itself for ever delays no other for ever, with one worker, in either mode. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void selfWaking_forEver_leavesRoomForOthers(boolean fifo) throws Exception {
        Spawner spawner = on(1, fifo);
        Task<Object> busy = spawner.spawn(waker -> {
            waker.wake();
            return Poll.pending();
        });
        assertThat(spawner.spawn(waker -> Poll.ready("through")).join()).isEqualTo("through");
        busy.cancel();
        assertThat(busy.state()).isNotNull();
    }

    /** L18. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void spawn_onAPoolThatWasShutDown_failsTheTask(boolean fifo) {
        Spawner spawner = on(1, fifo);
        pool.shutdown();
        assertThat(spawner.spawn(waker -> Poll.ready(1)).exceptionNow()).isInstanceOf(RejectedExecutionException.class);
    }

    /** L16. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void end_letsGoOfTheJob(boolean fifo) throws Exception {
        TaskCell<Integer> cell = (TaskCell<Integer>) on(1, fifo).spawn(new Yielding(10));
        cell.join();
        assertThat(cell.link).isNull();
    }

    /** Wakes itself a number of times; two polls at once would be seen. */
    private static final class Yielding implements Pollable<Integer> {
        private final int rounds;
        private final AtomicInteger polling = new AtomicInteger();
        private int polls;

        Yielding(int rounds) {
            this.rounds = rounds;
        }

        @Override
        public Poll<Integer> poll(Waker waker) {
            if (polling.incrementAndGet() != 1) {
                throw new AssertionError("polled twice at once");
            }
            try {
                if (++polls == rounds) {
                    return Poll.ready(polls);
                }
                waker.wake();
                return Poll.pending();
            } finally {
                polling.decrementAndGet();
            }
        }
    }
}
