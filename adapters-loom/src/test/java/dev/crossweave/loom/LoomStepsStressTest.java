package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Hooks;
import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many step tasks on two workers, woken from everywhere, and some cancelled on their way: none is stuck, none is lost. */
class LoomStepsStressTest {

    private static final int TASKS = 2_000;
    private static final int SHARED = 8;
    private static final int TURNS = 8;
    private static final long SEED = 20_260_202;

    /** A hang is told from a busy machine by this much. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final ReentrantLock[] locks = new ReentrantLock[SHARED];
    private final Object[] monitors = new Object[SHARED];
    private final int[] underLock = new int[SHARED];
    private final int[] underMonitor = new int[SHARED];
    private final AtomicInteger locked = new AtomicInteger();
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger children = new AtomicInteger();
    private final AtomicInteger childrenEnded = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger cleanedUp = new AtomicInteger();

    private Object body(int number) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED + number);
        begun.incrementAndGet();
        try {
            for (int turn = 0; turn < TURNS; turn++) {
                turn(random.nextInt(5), random.nextInt(SHARED));
            }
            return number;
        } finally {
            cleanedUp.incrementAndGet();
        }
    }

    /** The sleep is what is tried: its end comes from a thread of the JDK. */
    private void turn(int kind, int which) throws InterruptedException {
        switch (kind) {
            case 0 -> Thread.yield();
            case 1 -> Thread.sleep(1);
            case 2 -> {
                locks[which].lockInterruptibly();
                try {
                    int before = underLock[which];
                    Thread.yield();
                    underLock[which] = before + 1;
                    locked.incrementAndGet();
                } finally {
                    locks[which].unlock();
                }
            }
            case 3 -> {
                synchronized (monitors[which]) {
                    int before = underMonitor[which];
                    Thread.yield();
                    underMonitor[which] = before + 1;
                    entered.incrementAndGet();
                }
            }
            default -> {
                children.incrementAndGet();
                Thread child = Thread.ofVirtual().start(() -> {
                    Thread.yield();
                    childrenEnded.incrementAndGet();
                });
                child.join();
            }
        }
    }

    @RepeatedTest(3)
    void twoThousandTasks_withLocksMonitorsSleepAndChildren_onTwoWorkers_allEnd() throws Exception {
        for (int i = 0; i < SHARED; i++) {
            locks[i] = new ReentrantLock();
            monitors[i] = new Object();
        }
        List<Throwable> late = new CopyOnWriteArrayList<>();
        Hooks.onLateError(late::add);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (ExecutorService pool = Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory())) {
            LoomSteps steps = LoomSteps.on(pool::execute);
            List<Task<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                tasks.add(steps.<Object>fromCallable(() -> body(number)).start());
            }
            for (int i = 0; i < TASKS; i += 10) {
                tasks.get(i).cancel();
            }
            int values = 0;
            int cancelled = 0;
            for (int i = 0; i < TASKS; i++) {
                Task<Object> task = tasks.get(i);
                awaitEnd(task, deadline);
                values += task.state() == Task.State.SUCCESS ? 1 : 0;
                cancelled += task.isCancelled() ? 1 : 0;
                assertThat(task.state()).as("%s", task)
                        .isEqualTo(task.isCancelled() && i % 10 == 0 ? Task.State.CANCELLED : Task.State.SUCCESS);
            }
            assertThat(values + cancelled).isEqualTo(TASKS);
            assertThat(cancelled).isPositive();
            await().untilAsserted(() -> assertThat(childrenEnded).hasValue(children.get())); // some outlive a cancelled task
        } finally {
            Hooks.onLateError(null);
        }
        assertThat(cleanedUp.get()).isEqualTo(begun.get());
        assertThat(sum(underLock)).isEqualTo(locked.get()); // the locks excluded each other
        assertThat(sum(underMonitor)).isEqualTo(entered.get());
        assertThat(children.get()).isPositive();
        assertThat(late).isEmpty();
    }

    /**
     * The wake may find its schedule closed, or its right be discarded with the queue, or run before; whoever comes last takes
     * care of the thread.
     */
    @Test
    void closedQueue_racingWakeAndCancel_strandsNoThread() throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<Throwable> late = new CopyOnWriteArrayList<>();
        Hooks.onLateError(late::add);
        try (ExecutorService racers = Executors.newFixedThreadPool(3, Thread.ofPlatform().daemon().factory())) {
            for (int round = 0; round < TASKS; round++) {
                RunQueue queue = new RunQueue();
                AtomicInteger ended = new AtomicInteger();
                Thread[] thread = new Thread[1];
                Task<Object> task = LoomSteps.on(queue).<Object>fromCallable(() -> {
                    thread[0] = Thread.currentThread();
                    try {
                        LockSupport.park();
                        Thread.yield();
                        return null;
                    } finally {
                        ended.incrementAndGet();
                    }
                }).start();
                queue.runAll();
                boolean cancels = round % 2 == 0;
                CyclicBarrier together = new CyclicBarrier(3);
                Future<?> wake = racers.submit(() -> {
                    together.await();
                    LockSupport.unpark(thread[0]);
                    return cancels && task.cancel();
                });
                Future<?> close = racers.submit(() -> {
                    together.await();
                    queue.close();
                    return null;
                });
                Future<?> run = racers.submit(() -> {
                    together.await();
                    return queue.runAll();
                });
                wake.get();
                close.get();
                run.get();
                awaitEnd(task, deadline);
                assertThat(ended).hasValue(1);
                thread[0].join(LIMIT);
                assertThat(thread[0].isAlive()).isFalse();
            }
        } finally {
            Hooks.onLateError(null);
        }
        assertThat(late).allMatch(error -> error instanceof RejectedExecutionException); // of cancelled ones, once each
        assertThat(late).hasSizeLessThanOrEqualTo(TASKS / 2);
    }

    private static void awaitEnd(Task<Object> task, long deadline) throws Exception {
        try {
            task.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (CancellationException | ExecutionException shownByItsState) {
            assertThat(task.isDone()).isTrue();
        }
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
