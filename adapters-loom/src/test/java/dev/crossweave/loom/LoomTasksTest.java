package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossweave.BlockingItems;
import dev.crossweave.Completer;
import dev.crossweave.Hooks;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoomTasksTest {

    private final List<Throwable> late = new CopyOnWriteArrayList<>();
    private final List<Object> discarded = new CopyOnWriteArrayList<>();
    private final CountDownLatch inBody = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    @BeforeEach
    void listen() {
        Hooks.onLateError(late::add);
        Hooks.onDiscard(discarded::add);
    }

    @AfterEach
    void stopListening() {
        Hooks.onLateError(null);
        Hooks.onDiscard(null);
    }

    // ------------------------------------------------------------------------------------------ the thread

    @Test
    void body_runsOnANamedVirtualThread() throws InterruptedException {
        Thread thread = LoomTasks.fromCallable(Thread::currentThread).join();

        assertThat(thread.isVirtual()).isTrue();
        assertThat(thread.getName()).isEqualTo("crossweave-task"); // what a thread dump shows
    }

    @Test
    void body_withAFactory_runsOnAThreadOfThat() throws Exception {
        ThreadFactory virtual = Thread.ofVirtual().name("mine-", 0).factory();
        Task<Thread> first = LoomTasks.fromCallable(Thread::currentThread, virtual);
        Task<Thread> second = LoomTasks.fromCallable(Thread::currentThread, virtual);
        ThreadFactory platform = Thread.ofPlatform().name("platform").factory();

        assertThat(second.join().getName()).isEqualTo("mine-1"); // made with the task, not with its start
        assertThat(first.join().getName()).isEqualTo("mine-0");
        assertThat(LoomTasks.fromCallable(Thread::currentThread, platform).join().isVirtual()).isFalse();
    }

    @Test
    void factoryThatMakesNoThread_isRefused_andOneThatStartsItFailsTheTask() { // L17, L18
        ThreadFactory none = runnable -> null;
        assertThatThrownBy(() -> LoomTasks.fromCallable(() -> "never", none)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining(none.toString());
        assertThatThrownBy(() -> LoomTasks.fromCallable(() -> "never", null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");

        assertThatThrownBy(LoomTasks.fromCallable(() -> "never", Thread::startVirtualThread)::join)
                .isInstanceOf(IllegalThreadStateException.class);
    }

    @Test
    void inheritableThreadLocals_areThoseOfTheThreadThatMadeTheTask() throws Exception {
        InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
        user.set("creator");
        Task<String> task = LoomTasks.fromCallable(user::get);
        user.set("changed since");

        FutureTask<String> starter = new FutureTask<>(() -> {
            user.set("starter");
            return LoomTasks.await(task);
        });
        Thread.ofPlatform().start(starter);

        assertThat(starter.get()).isEqualTo("creator");
    }

    @Test
    void contextClassLoader_isThatOfTheThreadThatMadeTheTask() throws Exception {
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        ClassLoader mine = new ClassLoader(before) {
        };
        try {
            here.setContextClassLoader(mine);
            Task<ClassLoader> task = LoomTasks.fromCallable(() -> Thread.currentThread().getContextClassLoader());
            here.setContextClassLoader(before);

            assertThat(task.join()).isSameAs(mine);
        } finally {
            here.setContextClassLoader(before);
        }
    }

    @Test
    void await_onPlatformAndVirtualThreads_givesTheValue() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Task<String> task = LoomTasks.fromCallable(() -> {
            go.await();
            return "value";
        });
        FutureTask<String> platform = new FutureTask<>(() -> LoomTasks.await(task));
        FutureTask<String> virtual = new FutureTask<>(() -> LoomTasks.await(task));
        Thread.ofPlatform().start(platform);
        Thread.ofVirtual().start(virtual);

        go.countDown();

        assertThat(platform.get()).isEqualTo("value");
        assertThat(virtual.get()).isEqualTo("value");
    }

    @Test
    void error_isTheFailure() { // L2
        Error error = new AssertionError("an error, not an exception");

        assertThatThrownBy(LoomTasks.fromCallable(() -> {
            throw error;
        })::join).isSameAs(error);
    }

    @Test
    void interruptedException_withoutACancel_isAFailure() { // L1
        InterruptedException own = new InterruptedException("the body's own");

        assertThatThrownBy(LoomTasks.fromCallable(() -> {
            throw own;
        })::join).isSameAs(own);
    }

    // ------------------------------------------------------------------------------------------ cancel

    @Test
    void cancel_interruptsAndRunsTheFinallyBlock_beforeTheTaskIsSeenCancelled() throws Exception { // L7
        AtomicBoolean cleanedUp = new AtomicBoolean();
        AtomicReference<Boolean> whenSeen = new AtomicReference<>();
        CountDownLatch seen = new CountDownLatch(1);
        Task<Object> task = blockedThen(() -> cleanedUp.set(true)).start();
        task.poll(() -> {
            whenSeen.set(cleanedUp.get());
            seen.countDown();
        });
        inBody.await();

        task.cancel();

        seen.await();
        assertThat(whenSeen).hasValue(true);
        assertThat(task.isCancelled()).isTrue();
        assertThat(late).isEmpty(); // L8
    }

    @Test
    void cancel_whenTheBodySwallowsTheInterrupt_waitsForIt() throws Exception { // L7
        CountDownLatch swallowed = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Task<String> task = LoomTasks.fromCallable(() -> {
            inBody.countDown();
            try {
                never.await();
            } catch (InterruptedException ignored) {
                swallowed.countDown();
            }
            go.await();
            return "a value that nobody sees";
        }).start();
        inBody.await();
        task.cancel();
        swallowed.await();
        assertThat(task.isDone()).isFalse();

        go.countDown();

        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        await().untilAsserted(() -> assertThat(discarded).containsExactly("a value that nobody sees")); // L9
    }

    /** Whoever awaits a task is told on the thread that ended it; the interrupt was for the body alone. */
    @Test
    void cancel_thenTheEnd_tellsAwaitersWithoutTheInterruptFlag() throws Exception { // L13
        Task<Object> task = LoomTasks.fromCallable(() -> {
            inBody.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "late";
        });
        AtomicReference<Boolean> flag = new AtomicReference<>();
        task.poll(() -> flag.set(Thread.currentThread().isInterrupted()));
        inBody.await();
        task.cancel();

        await().until(() -> flag.get() != null);
        assertThat(flag.get()).isFalse();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancel_thenAnErrorThatTheInterruptCaused_reportsNothing() throws Exception { // L8
        AtomicReference<Thread> thread = new AtomicReference<>();
        Task<Object> task = LoomTasks.fromCallable(() -> {
            thread.set(Thread.currentThread());
            inBody.countDown();
            try {
                return awaitForEver();
            } catch (InterruptedException e) {
                throw new IllegalStateException("wrapped", new ClosedByInterruptException());
            }
        }).start();
        inBody.await();

        task.cancel();

        thread.get().join();
        assertThat(task.isCancelled()).isTrue();
        assertThat(late).isEmpty();
    }

    @Test
    void cancel_thenAnotherError_reportsItOnce() throws Exception { // L8
        IllegalStateException error = new IllegalStateException("the clean-up failed");
        Task<Object> task = blockedThen(() -> {
            throw error;
        }).start();
        inBody.await();

        task.cancel();

        await().untilAsserted(() -> assertThat(late).containsExactly(error));
        assertThat(task.isCancelled()).isTrue();
    }

    private Task<Object> blockedThen(Runnable cleanUp) {
        return LoomTasks.fromCallable(() -> {
            inBody.countDown();
            try {
                return awaitForEver();
            } finally {
                cleanUp.run();
            }
        });
    }

    private Object awaitForEver() throws InterruptedException {
        never.await();
        return "never";
    }

    // ------------------------------------------------------------------------------------------ await a pollable

    /** Ends at its third poll, and counts. */
    private static final class Three implements Pollable<String> {
        final AtomicInteger polls = new AtomicInteger();
        final AtomicInteger drops = new AtomicInteger();
        final List<Thread> threads = new ArrayList<>();

        @Override
        public Poll<String> poll(Waker waker) {
            threads.add(Thread.currentThread());
            if (polls.incrementAndGet() == 3) {
                return Poll.ready("third");
            }
            if (polls.get() == 1) {
                waker.wake(); // during the poll
            } else {
                Thread.ofVirtual().start(waker::wake);
            }
            return Poll.pending();
        }

        @Override
        public void drop() {
            threads.add(Thread.currentThread());
            drops.incrementAndGet();
        }
    }

    @Test
    void awaitOfAPollable_pollsAndDropsOnThisThread() throws InterruptedException { // L7
        Three three = new Three();

        assertThat(LoomTasks.await(three)).isEqualTo("third");

        assertThat(three.polls).hasValue(3);
        assertThat(three.drops).hasValue(1);
        assertThat(three.threads).containsOnly(Thread.currentThread());
    }

    @Test
    void awaitOfAPollable_thatThrows_throwsTheSameAndDrops() {
        Exception failure = new Exception("checked");
        AtomicInteger drops = new AtomicInteger();

        assertThatThrownBy(() -> LoomTasks.await(new Pollable<String>() {
            @Override
            public Poll<String> poll(Waker waker) throws Exception {
                throw failure;
            }

            @Override
            public void drop() {
                drops.incrementAndGet();
                throw new IllegalStateException("a broken drop");
            }
        })).isSameAs(failure);

        assertThat(drops).hasValue(1);
        assertThat(late).singleElement().isInstanceOf(IllegalStateException.class); // L18
    }

    @Test
    void awaitOfAPollable_interrupted_dropsItAndThrows() throws Exception { // L13
        Completer<String> source = new Completer<>();
        CountDownLatch dropped = new CountDownLatch(1);
        Pollable<String> owning = new Pollable<>() {
            @Override
            public Poll<String> poll(Waker waker) {
                inBody.countDown();
                return source.poll(waker);
            }

            @Override
            public void drop() {
                dropped.countDown();
            }
        };
        FutureTask<Boolean> waiter = new FutureTask<>(() -> {
            assertThatThrownBy(() -> LoomTasks.await(owning)).isInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = Thread.ofPlatform().start(waiter);
        inBody.await();

        thread.interrupt();

        assertThat(waiter.get()).isFalse(); // the exception has cleared the flag
        assertThat(dropped.getCount()).isZero();
    }

    @Test
    void awaitOfNull_isRefused() { // L17
        assertThatThrownBy(() -> LoomTasks.await(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");
    }

    /** Looks like a carrier, and throws when it is asked for its cause. */
    static final class BrokenError extends ExecutionException {
        private static final long serialVersionUID = 1;

        BrokenError() {
            super("broken", null);
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause, but this");
        }
    }

    @Test
    void bodyThatThrowsABrokenError_failsWithIt() throws Exception { // L1, L18
        BrokenError broken = new BrokenError();
        Task<Object> task = LoomTasks.fromCallable(() -> {
            throw broken;
        });
        assertThatThrownBy(task::get).isInstanceOf(ExecutionException.class);
        assertThat(task.exceptionNow()).isSameAs(broken);
    }

    @Test
    void streamWhoseGeneratorThrowsABrokenError_failsWithIt() { // L1, L18
        BrokenError broken = new BrokenError();
        BlockingItems<String> items = LoomStreams.<String>generate(emitter -> {
            throw broken;
        }).blockingItems();
        assertThatThrownBy(items::next).isSameAs(broken);
    }
}
