package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

    // ------------------------------------------------------------------------------------------ priorities

    private Task<String> spinning(Priority priority) {
        return Tasks.on(queue).metadata(priority).spawn(waker -> {
            waker.wake();
            return Poll.pending();
        });
    }

    @ParameterizedTest
    @EnumSource(Priority.class)
    void firstOfALane_whateverElseSpins_waitsForPatienceAndOneMoreAtMost(Priority priority) {
        for (Priority other : Priority.values()) {
            if (other != priority) {
                spinning(other);
                spinning(other);
            }
        }
        int worst = 0;
        for (int start = 0; start < 10 * RunQueue.PATIENCE; start++) { // wherever in the round it comes
            queue.runOne();
            boolean[] polled = {false};
            Task<?>[] spawned = {null};
            Tasks.on(queue).metadata(Priority.URGENT).spawn(waker -> { // from inside, and so without the inbox
                spawned[0] = Tasks.on(queue).metadata(priority).spawn(inner -> {
                    polled[0] = true;
                    return Poll.ready("value");
                });
                return Poll.ready("spawner");
            });
            while (spawned[0] == null) {
                queue.runOne();
            }
            int polls = 0;
            while (!polled[0]) {
                queue.runOne();
                polls++;
            }
            worst = Math.max(worst, polls - 1);
        }

        assertThat(worst).isLessThanOrEqualTo(RunQueue.PATIENCE + 1);
        assertThat(worst).isGreaterThanOrEqualTo(priority == Priority.URGENT ? 0 : RunQueue.PATIENCE - 1);
    }

    @Test
    void readyTask_ofTheLeastPriority_waitsNoLongerThanTheBound() {
        int spinners = 10;
        for (int i = 0; i < spinners; i++) {
            spinning(Priority.URGENT);
            spinning(Priority.NORMAL);
            spinning(Priority.BACKGROUND);
        }
        int worst = 0;
        for (int start = 0; start < 2 * RunQueue.INBOX_INTERVAL; start++) {
            queue.runOne();
            FutureTask<Task<String>> spawning = new FutureTask<>(() -> Tasks.on(queue).metadata(Priority.BACKGROUND)
                    .spawn(waker -> Poll.ready("value")));
            Thread.ofPlatform().start(spawning);
            Task<String> task = Threads.await(spawning);
            int polls = 0;
            while (!task.isDone()) {
                queue.runOne();
                polls++;
            }
            worst = Math.max(worst, polls - 1);
        }

        assertThat(worst).isLessThanOrEqualTo(RunQueue.INBOX_INTERVAL + (spinners + 1) * (RunQueue.PATIENCE + 2));
    }

    @Test
    void tasksOfAllPriorities_readyTogether_arePolledByUrgencyAndThenInOrder() {
        List<String> order = new ArrayList<>();
        for (String name : List.of("b1", "n1", "u1", "b2", "n2", "u2")) {
            Spawner spawning = switch (name.charAt(0)) {
                case 'u' -> spawner.metadata(Priority.URGENT);
                case 'b' -> spawner.metadata(Priority.BACKGROUND);
                default -> spawner.metadata("what a queue doesn't know");
            };
            spawning.spawn(waker -> {
                order.add(name);
                return Poll.ready(name);
            });
        }
        assertThat(queue.runAll()).isEqualTo(6);

        assertThat(order).containsExactly("u1", "u2", "n1", "n2", "b1", "b2");
    }

    @Test
    void close_withTasksOfAllPriorities_discardsThemAll() {
        List<Task<String>> tasks = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            tasks.add(spinning(priority));
        }
        queue.runOne(); // into the lanes
        queue.close();

        assertThat(tasks).allMatch(Task::isCancelled);
    }

    // ------------------------------------------------------------------------------------------ budget

    @Test
    void runSome_withTasksThatWakeThemselves_stopsAtItsBudget() {
        spinning();
        spinning();

        assertThat(queue.runSome(1)).isEqualTo(1);
        assertThat(queue.runSome(1_000)).isEqualTo(1_000);
    }

    @Test
    void runSome_whenLessIsReady_saysHowManyPollsItWere() {
        spawner.spawn(waker -> Poll.ready("value"));

        assertThat(queue.runSome(10)).isEqualTo(1);
        assertThat(queue.runSome(10)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> queue.runSome(0)).withMessageContaining("got 0");
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
