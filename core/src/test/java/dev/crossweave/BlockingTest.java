package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** join, get and get with a limit: L13, and what {@link java.util.concurrent.Future} demands. */
class BlockingTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Completer<String> task = new Completer<>();
    private final IOException failure = new IOException("scripted");

    /** Platform and virtual threads. */
    static Stream<ThreadFactory> threads() {
        return Stream.of(Thread.ofPlatform().daemon().factory(), Thread.ofVirtual().factory());
    }

    @ParameterizedTest
    @MethodSource("threads")
    void join_blocksUntilTheEnd(ThreadFactory threads) {
        FutureTask<String> joining = new FutureTask<>(task::join);
        Thread waiter = threads.newThread(joining);
        waiter.start();
        Threads.awaitParked(waiter);

        task.complete("value");

        assertThat(Threads.await(joining)).isEqualTo("value");
    }

    @ParameterizedTest
    @MethodSource("threads")
    void join_interruptedWhileItWaits_throwsWithTheFlagClearedAndLeavesTheTask(ThreadFactory threads) { // L13
        FutureTask<Boolean> joining = new FutureTask<>(() -> {
            assertThatThrownBy(task::join).isInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        Thread waiter = threads.newThread(joining);
        waiter.start();
        Threads.awaitParked(waiter);

        waiter.interrupt();

        assertThat(Threads.await(joining)).isFalse();
        assertThat(task.isDone()).isFalse();
        assertThat(task.countAwaiters()).as("the waker was taken back").isZero();
    }

    @ParameterizedTest
    @MethodSource("threads")
    void join_ofATaskThatHasEnded_keepsTheInterrupt(ThreadFactory threads) { // L13
        task.complete("value");
        FutureTask<Boolean> joining = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            assertThat(task.join()).isEqualTo("value");
            assertThat(task.get()).isEqualTo("value");
            assertThat(task.get(1, TimeUnit.NANOSECONDS)).isEqualTo("value");
            return Thread.interrupted();
        });
        threads.newThread(joining).start();

        assertThat(Threads.await(joining)).isTrue();
    }

    @Test
    void join_interruptedBeforeItWaits_throws() { // L13
        Thread.currentThread().interrupt();

        assertThatThrownBy(task::join).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(task.countAwaiters()).isZero();
    }

    @Test
    void joinAndGet_ofAFailure_throwTheVeryObject() { // L2
        task.fail(failure);

        assertThatThrownBy(task::join).isSameAs(failure);
        assertThatThrownBy(task::get).isInstanceOf(ExecutionException.class).cause().isSameAs(failure);
    }

    @Test
    void joinAndGet_ofACancelledTask_throwCancellation() {
        RuntimeException reason = new RuntimeException("reason");
        task.cancel(reason);

        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class).cause().isSameAs(reason);
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class).cause().isSameAs(reason);
        CancellationException own = new CancellationException("own");
        assertThatThrownBy(() -> Tasks.cancelled(own).get()).isSameAs(own);
    }

    @Test
    void getWithALimit_thatPasses_throwsTimeoutAndLeavesTheTask() {
        assertThatThrownBy(() -> task.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class)
                .hasMessageContaining("1 MILLISECONDS");
        assertThatThrownBy(() -> task.get(0, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> task.get(-1, TimeUnit.DAYS)).isInstanceOf(TimeoutException.class);

        assertThat(task.isDone()).isFalse();
        assertThat(task.countAwaiters()).isZero();
    }

    @Test
    void getWithALimit_inTime_answers() throws Exception {
        FutureTask<Void> completing = completeWhenParked(Thread.currentThread());
        assertThat(task.get(Long.MAX_VALUE, TimeUnit.DAYS)).isEqualTo("value");
        Threads.await(completing);
    }

    @Test
    void get_ofALazyTask_startsIt() throws Exception { // L3
        Spawner inline = Tasks.on(Schedule.inline());
        assertThat(inline.lazy(waker -> Poll.ready("value")).get()).isEqualTo("value");
        assertThat(inline.lazy(waker -> Poll.ready("value")).join()).isEqualTo("value");
        assertThat(inline.lazy(waker -> Poll.ready("value")).get(0, TimeUnit.SECONDS)).isEqualTo("value");
    }

    /** A pool of one worker whose only worker waits for what the pool itself has to run. */
    @Test
    void join_onAForkJoinWorker_letsThePoolGoOn() throws Exception {
        try (ForkJoinPool pool = new ForkJoinPool(1)) {
            CountDownLatch waiting = new CountDownLatch(1);
            var joining = pool.submit(() -> {
                pool.execute(() -> {
                    waiting.countDown();
                    task.complete("value");
                });
                return task.join();
            });

            assertThat(waiting.await(Threads.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(joining.get(Threads.LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("value");
        }
    }

    @Test
    void manyWaiters_areAllReleased() {
        int count = 20;
        FutureTask<?>[] waiters = new FutureTask<?>[count];
        for (int i = 0; i < count; i++) {
            FutureTask<String> waiter = new FutureTask<>(task::join);
            waiters[i] = waiter;
            Thread thread = Thread.ofVirtual().start(waiter);
            Threads.awaitParked(thread);
        }

        task.complete("value");

        for (FutureTask<?> waiter : waiters) {
            assertThat((Object) Threads.await(waiter)).isEqualTo("value");
        }
    }

    private FutureTask<Void> completeWhenParked(Thread thread) {
        return Threads.start(() -> {
            Threads.awaitParked(thread);
            task.complete("value");
        });
    }

    // ------------------------------------------------------------------------------------------ L12

    @Test
    void join_onAThreadThatMustNotBlock_isRefusedUnlessTheTaskHasEnded() {
        Thread loop = Thread.currentThread();
        NonBlockingThreads loops = thread -> thread == loop;
        Completer<String> lazy = new Completer<>(true) {
        };
        NonBlockingThreads.register(loops);
        try {
            assertThatThrownBy(task::join).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(loop.toString()).hasMessageContaining(task.toString());
            assertThatThrownBy(task::get).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> task.get(0, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(lazy::join).isInstanceOf(IllegalStateException.class);
            assertThat(lazy.isStarted()).isFalse();
            assertThat(task.countAwaiters()).isZero();
            task.complete("value");
            assertThat(task.resultNow()).isEqualTo("value");
        } finally {
            NonBlockingThreads.unregister(loops);
        }
        assertThatThrownBy(() -> lazy.get(0, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void join_ofAnEndedTaskOnAThreadThatMustNotBlock_isNoWait() throws InterruptedException {
        Thread loop = Thread.currentThread();
        NonBlockingThreads loops = thread -> thread == loop;
        NonBlockingThreads.register(loops);
        try {
            task.complete("value");
            assertThat(task.join()).isEqualTo("value");
        } finally {
            NonBlockingThreads.unregister(loops);
        }
    }

    @Test
    void close_ofAScopeOnAThreadThatMustNotBlock_cancelsAndRefusesToWait() {
        Thread loop = Thread.currentThread();
        NonBlockingThreads loops = thread -> thread == loop;
        TaskScope scope = new TaskScope();
        Completer<String> child = new Completer<>() {
            @Override
            protected boolean onCancel() {
                return false; // goes on for a while
            }
        };
        scope.fork(child);
        NonBlockingThreads.register(loops);
        try {
            assertThatThrownBy(scope::close).isInstanceOf(IllegalStateException.class);
            assertThat(child.isStopping()).isTrue();
        } finally {
            NonBlockingThreads.unregister(loops);
        }
    }

    /** On this thread, in the steady state: neither the waits nor what they tell the task. */
    @Test
    void join_thatParksForEachOfManyTasks_allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Thread waiter = Thread.currentThread();
        int count = 1_000;
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && least > 0; attempt++) {
            List<Completer<String>> tasks = Stream.generate(Completer<String>::new).limit(count).toList();
            FutureTask<Void> completing = Threads.start(() -> {
                for (Completer<String> each : tasks) {
                    while (each.countAwaiters() == 0) {
                        Thread.onSpinWait();
                    }
                    Threads.awaitParked(waiter);
                    each.complete("value");
                }
            });
            long before = threads.getCurrentThreadAllocatedBytes();
            joinAll(tasks);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            Threads.await(completing);
        }
        assertThat(least).as("bytes for %s waits", count).isZero();
    }

    private static void joinAll(List<Completer<String>> tasks) {
        try {
            for (int i = 0; i < tasks.size(); i++) {
                if (!tasks.get(i).join().equals("value")) {
                    throw new AssertionError("another value");
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ------------------------------------------------------------------------------------------ taken out by others

    /** What a poller of an earlier life does when it comes too late: it takes the list, and wakes who is in it. */
    private static void takeAndTell(BaseTask<?> task) {
        Awaiters.forEach(task.takeAwaiters(), BaseTask::tell);
    }

    @Test
    void join_thatSomebodyTookOutOfTheList_waitsOn() { // L11
        Completer<String> task = new Completer<>();
        FutureTask<Void> waiting = Threads.start(() -> assertThat(task.join()).isEqualTo("value"));
        await().until(() -> task.countAwaiters() == 1);

        takeAndTell(task);
        await("registered again").until(() -> task.countAwaiters() == 1);
        task.complete("value");
        Threads.await(waiting);
    }

    @Test
    void runUntil_thatSomebodyTookOutOfTheList_waitsOn() { // L11
        Completer<String> task = new Completer<>();
        RunQueue queue = new RunQueue();
        FutureTask<Void> waiting =
                Threads.start(() -> assertThat(queue.runUntil(task)).isEqualTo(Poll.ready("value")));
        await().until(() -> task.countAwaiters() == 1);

        takeAndTell(task);
        await("registered again").until(() -> task.countAwaiters() == 1);
        task.complete("value");
        Threads.await(waiting);
    }
}
