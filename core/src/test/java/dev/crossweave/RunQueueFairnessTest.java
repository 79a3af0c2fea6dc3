package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The documented bound: a task that wakes itself for ever delays another ready task by at most {@link
 * RunQueue#INBOX_INTERVAL} polls plus one poll of each task that was ready before it. And L11 under load.
 */
class RunQueueFairnessTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final RunQueue queue = new RunQueue();
    private final Spawner spawner = Tasks.on(queue);

    private Task<String> spinning() {
        return spawner.spawn(waker -> {
            waker.wake();
            return Poll.pending();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 100})
    void readyTask_behindTasksThatWakeThemselves_waitsNoLongerThanTheBound(int spinners) {
        for (int i = 0; i < spinners; i++) {
            spinning();
        }
        int worst = 0;
        for (int start = 0; start < 2 * RunQueue.INBOX_INTERVAL; start++) { // wherever in the interval it comes
            queue.runOne();
            FutureTask<Task<String>> spawning = new FutureTask<>(() -> spawner.spawn(waker -> Poll.ready("value")));
            Thread.ofPlatform().start(spawning); // from outside, and so by the inbox
            Task<String> task = Threads.await(spawning);
            int polls = 0;
            while (!task.isDone()) {
                queue.runOne();
                polls++;
            }
            worst = Math.max(worst, polls - 1);
        }

        assertThat(worst).isLessThanOrEqualTo(RunQueue.INBOX_INTERVAL + spinners);
    }

    @Test
    void readyTask_scheduledByTheRunningThread_waitsForWhatIsReadyOnly() {
        spinning();
        spinning();
        queue.runOne();
        Task<?>[] spawned = new Task<?>[1];
        spawner.spawn(waker -> {
            spawned[0] = spawner.spawn(inner -> Poll.ready("value"));
            return Poll.ready(null);
        });
        while (spawned[0] == null) {
            queue.runOne();
        }
        queue.runOne();
        queue.runOne();
        queue.runOne();

        assertThat(spawned[0].isDone()).isTrue();
    }

    /** L11: each of some hundred thousand wakes from four threads is seen by a poll that comes after it. */
    @Test
    void wakes_fromFourThreads_areNeverLost() throws Exception {
        int producers = 4;
        int rounds = 25_000;
        AtomicIntegerArray answered = new AtomicIntegerArray(producers * 32);
        int[] asked = new int[producers * 32]; // plain: the wake has to show it to the poll
        Task<?>[] tasks = new Task<?>[producers];
        for (int i = 0; i < producers; i++) {
            int mine = i * 32;
            tasks[i] = spawner.spawn(waker -> {
                int now = asked[mine];
                answered.setOpaque(mine, now);
                return now == rounds ? Poll.ready(now) : Poll.pending();
            });
        }
        CountDownLatch done = new CountDownLatch(producers);
        for (int i = 0; i < producers; i++) {
            int mine = i * 32;
            Waker own = (Waker) tasks[i];
            Waker neighbour = (Waker) tasks[(i + 1) % producers];
            Threads.start(() -> {
                for (int round = 1; round <= rounds; round++) {
                    asked[mine] = round;
                    own.wake();
                    neighbour.wake();
                    if (round % 100 == 0) { // lets the queue run empty and park now and then
                        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Threads.LIMIT_SECONDS);
                        while (answered.getOpaque(mine) < round) {
                            if (System.nanoTime() > end) {
                                throw new AssertionError("wake " + round + " was lost");
                            }
                            Thread.onSpinWait();
                        }
                    }
                }
                done.countDown();
            });
        }

        for (Task<?> task : tasks) {
            assertThat(queue.runUntil(task)).isEqualTo(Poll.ready(rounds));
        }
        assertThat(done.await(Threads.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
