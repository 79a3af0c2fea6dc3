package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L18: a closed RunQueue discards what it holds, rejects the rest, and polls no more. */
class RunQueueCloseTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final RunQueue queue = new RunQueue();
    private final Spawner spawner = Tasks.on(queue);
    private final Scripted<String> pollable = new Scripted<>();

    private static void discarded(Task<?> task) {
        assertThat(task.isCancelled()).isTrue();
        assertThat(((Outcome.Cancelled<?>) task.peek()).reason()).isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void close_withHeldTasks_discardsThemAsCancelled() {
        Task<String> held = spawner.spawn(pollable);
        pollable.of(held);
        Scripted<String> yielding = new Scripted<>();
        Task<String> yielded = spawner.spawn(yielding.then(waker -> {
            waker.wake();
            return Poll.pending();
        }));
        queue.runOne();
        pollable.waker().wake();
        queue.runOne();

        queue.close();
        queue.close();

        discarded(held);
        discarded(yielded);
        assertThat(pollable.drops()).isEqualTo(1);
        assertThat(yielding.drops()).isEqualTo(1);
        assertThat(queue).hasToString("run queue (closed)");
    }

    @Test
    void spawn_afterClose_failsWithTheRejection() {
        queue.close();

        Task<String> task = spawner.spawn(pollable);

        assertThat(task.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
        assertThat(pollable.drops()).isEqualTo(1);
        assertThat(pollable.polls()).isZero();
    }

    @Test
    void wake_afterClose_failsTheIdleTask() {
        Task<String> task = spawner.spawn(pollable);
        queue.runAll();
        queue.close();
        assertThat(task.isDone()).as("idle tasks aren't in the queue").isFalse();

        pollable.waker().wake();

        assertThat(task.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void schedule_ofAForeignTaskAfterClose_throwsAndLeavesTheRight() {
        RunnableTask right = Tasks.on(new Stepper()).prepare(pollable.then(Poll.ready("value")));
        queue.close();

        assertThatThrownBy(() -> queue.schedule(right)).isInstanceOf(RejectedExecutionException.class);

        right.run();
        assertThat(right.task().isDone()).isTrue();
    }

    @Test
    void run_afterClose_pollsNothing() throws Exception {
        queue.close();

        assertThat(queue.runOne()).isFalse();
        assertThat(queue.runAll()).isZero();
        queue.runUntilClosed();
        Completer<String> never = new Completer<>();
        assertThatThrownBy(() -> queue.runUntil(never)).isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("closed before");
        assertThat(never.toString()).doesNotContain("waiting");
        assertThat(queue.runUntil(Tasks.value("value"))).isEqualTo(Poll.ready("value"));
    }

    @Test
    void close_fromInsideAPoll_discardsTheRestAndRejectsWhatYields() {
        Task<String> closing = spawner.spawn(waker -> {
            queue.close();
            waker.wake();
            return Poll.pending();
        });
        Task<String> behind = spawner.spawn(pollable);

        assertThat(queue.runAll()).isEqualTo(1);

        assertThat(closing.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
        discarded(behind);
        assertThat(pollable.polls()).isZero();
    }

    @Test
    void close_whileAnotherThreadPolls_letsThatPollEndAndDiscardsTheRest() throws Exception {
        CountDownLatch polling = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Task<String> running = spawner.spawn(waker -> {
            polling.countDown();
            closed.await();
            return Poll.ready("value");
        });
        Task<String> behind = spawner.spawn(pollable);
        FutureTask<Void> loop = Threads.start(queue::runUntilClosed);
        polling.await();

        queue.close();
        closed.countDown();
        Threads.await(loop);

        assertThat(running.resultNow()).isEqualTo("value");
        discarded(behind);
    }

    @Test
    void runUntil_ofATaskThatClosingDiscards_answersItsOutcome() throws Exception {
        Task<String> awaited = spawner.lazy(pollable);
        spawner.spawn(waker -> {
            Threads.elsewhere(queue::close);
            return Poll.ready(null);
        });
        awaited.start();

        assertThat(queue.runUntil(awaited)).isInstanceOf(Outcome.Cancelled.class);
        assertThat(pollable.polls()).isZero();
    }

    /** Closing takes the runner's place while it discards: who runs meanwhile finds a closed queue, no misuse. */
    @Test
    void run_whileAnotherThreadCloses_pollsNothingAndThrowsNothing() throws Exception {
        CountDownLatch dropping = new CountDownLatch(1);
        CountDownLatch checked = new CountDownLatch(1);
        spawner.spawn(new Pollable<String>() {
            @Override
            public Poll<String> poll(Waker waker) {
                waker.wake();
                return Poll.pending();
            }

            @Override
            public void drop() {
                dropping.countDown();
                try {
                    checked.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        });
        queue.runOne();
        FutureTask<Void> closing = Threads.start(queue::close);
        dropping.await();

        try {
            assertThat(queue.runOne()).isFalse();
            assertThat(queue.runAll()).isZero();
            queue.runUntilClosed();
            assertThatThrownBy(() -> queue.runUntil(new Completer<>())).isInstanceOf(RejectedExecutionException.class);
        } finally {
            checked.countDown();
        }
        Threads.await(closing);
    }

    @Test
    void close_wakesAParkedRunner() {
        FutureTask<Void> loop = new FutureTask<>(() -> {
            queue.runUntilClosed();
            return null;
        });
        Thread runner = Thread.ofPlatform().daemon().start(loop);
        Threads.awaitParked(runner);

        queue.close();

        Threads.await(loop);
    }

    /** Whatever the moment, each task ends, and is dropped once. */
    @Test
    void close_racingWithTheRunnerAndWithSpawns_strandsNothing() {
        for (int round = 0; round < 400; round++) {
            RunQueue racing = new RunQueue();
            AtomicInteger drops = new AtomicInteger();
            Spawner tasks = Tasks.on(racing);
            Task<?>[] all = new Task<?>[8];
            for (int i = 0; i < 4; i++) {
                all[i] = tasks.spawn(yieldingForEver(drops));
            }
            FutureTask<Void> loop = Threads.start(racing::runUntilClosed);

            Threads.race(() -> {
                for (int i = 4; i < 8; i++) {
                    all[i] = tasks.spawn(yieldingForEver(drops));
                }
            }, racing::close);
            Threads.await(loop);

            assertThat(all).allMatch(Task::isDone);
            assertThat(drops).hasValue(8);
        }
    }

    private static Pollable<String> yieldingForEver(AtomicInteger drops) {
        return new Pollable<>() {
            @Override
            public Poll<String> poll(Waker waker) {
                waker.wake();
                return Poll.pending();
            }

            @Override
            public void drop() {
                drops.incrementAndGet();
            }
        };
    }
}
