package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Future that is no CompletionStage → Task, by a virtual thread that waits: L1, L2, L4, L8, L9, L16, L17. */
class FromBlockingFutureTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final IOException failure = new IOException("scripted");

    /** Ends when the test says so, and tells who waits for it. */
    private static class Slow<T> implements Future<T> {
        private final FutureTask<T> end;
        final AtomicReference<Thread> waiter = new AtomicReference<>();
        final CountDownLatch left = new CountDownLatch(1);

        Slow(Callable<T> end) {
            this.end = new FutureTask<>(end);
        }

        void end() {
            end.run();
        }

        Thread awaitWaiter() {
            Thread thread = await().until(waiter::get, waiting -> waiting != null);
            Threads.awaitParked(thread);
            return thread;
        }

        @Override
        public T get() throws InterruptedException, ExecutionException {
            waiter.set(Thread.currentThread());
            try {
                return end.get();
            } finally {
                left.countDown();
            }
        }

        @Override
        public T get(long timeout, TimeUnit unit) {
            throw new UnsupportedOperationException("the waiting thread has no limit");
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return end.cancel(mayInterruptIfRunning);
        }

        @Override
        public boolean isCancelled() {
            return end.isCancelled();
        }

        @Override
        public boolean isDone() {
            return end.isDone();
        }
    }

    private static Slow<String> value() {
        return new Slow<>(() -> "value");
    }

    private static void awaitEnd(Task<?> task) {
        await().until(task::isDone);
    }

    @ParameterizedTest
    @EnumSource
    void value_orNull_arrives(Ownership ownership) { // L1
        Slow<String> slow = value();
        Slow<String> empty = new Slow<>(() -> null);
        Task<String> task = FutureTasks.fromBlockingFuture(slow, ownership);
        Task<String> nothing = FutureTasks.fromBlockingFuture(empty, ownership);
        assertThat(slow.awaitWaiter().isVirtual()).isTrue();
        assertThat(task.isDone()).isFalse();

        slow.end();
        empty.end();

        awaitEnd(task);
        awaitEnd(nothing);
        assertThat(task.resultNow()).isEqualTo("value");
        assertThat(nothing.peek()).isEqualTo(Poll.ready(null));
        assertThat(FutureTasks.fromBlockingFuture(slow, ownership).peek()).isEqualTo(Poll.ready("value"));
        assertThat(FutureTasks.fromBlockingFuture(empty, ownership).peek()).isEqualTo(Poll.ready(null));
    }

    @Test
    void failure_isTheSameObject() { // L2
        Slow<String> slow = new Slow<>(() -> {
            throw new CompletionException(failure);
        });
        Task<String> task = FutureTasks.fromBlockingFuture(slow);

        slow.end();

        awaitEnd(task);
        assertThat(task.exceptionNow()).isSameAs(failure);
        assertThat(FutureTasks.fromBlockingFuture(slow).exceptionNow()).isSameAs(failure);
    }

    @Test
    void futureCancelledByItsOwner_isCancelled() { // L5
        Slow<String> slow = value();
        Task<String> task = FutureTasks.fromBlockingFuture(slow);

        slow.cancel(false);

        awaitEnd(task);
        assertThat(task.peek()).isInstanceOfSatisfying(Outcome.Cancelled.class,
                cancelled -> assertThat(cancelled.reason()).isInstanceOf(CancellationException.class));
        assertThat(FutureTasks.fromBlockingFuture(slow).isCancelled()).isTrue();
    }

    @Test
    void cancel_ofAnObservingTask_interruptsTheWaiterOnly() throws Exception { // L4, L8
        Slow<String> slow = value();
        Task<String> task = FutureTasks.fromBlockingFuture(slow);
        slow.awaitWaiter();

        task.cancel();

        assertThat(task.isCancelled()).isTrue();
        assertThat(slow.left.await(Threads.LIMIT_SECONDS, TimeUnit.SECONDS)).as("the thread has gone").isTrue();
        assertThat(slow.isDone()).isFalse();
        slow.waiter.get().join();
        assertThat(hooks.late()).isEmpty();
    }

    @Test
    void cancel_ofAnOwningTask_cancelsTheFuture() throws Exception { // L4
        Slow<String> slow = value();
        RuntimeException reason = new RuntimeException("enough");
        Task<String> task = FutureTasks.fromBlockingFuture(slow, Ownership.OWNED);
        slow.awaitWaiter();

        task.cancel(reason);

        assertThat(task.peek()).isEqualTo(Poll.cancelled(reason));
        assertThat(slow.isCancelled()).isTrue();
        slow.waiter.get().join();
        assertThat(hooks.late()).isEmpty();
    }

    @Test
    void release_ofASharedTask_cancelsTheFutureAfterTheLastWaiter() { // L4
        Slow<String> slow = value();
        Task<String> task = FutureTasks.fromBlockingFuture(slow, Ownership.SHARED);
        CompletableFuture<String> one = task.toFuture();
        CompletableFuture<String> two = task.toFuture();

        one.cancel(false);
        assertThat(slow.isDone()).isFalse();

        two.cancel(false);
        assertThat(slow.isCancelled()).isTrue();
    }

    /** Refuses to be cancelled, and ignores the interrupt of the thread that waits for it. */
    private static final class Stubborn extends Slow<String> {
        Stubborn() {
            super(() -> "late");
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
        }

        @Override
        public String get() throws ExecutionException {
            waiter.set(Thread.currentThread());
            while (true) {
                try {
                    return super.end.get();
                } catch (InterruptedException e) {
                    left.countDown(); // and it waits on
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "OBSERVED"})
    void value_ofAFutureThatGoesOn_isDiscardedOnceWhenOwned(Ownership ownership) throws Exception { // L9
        Stubborn slow = new Stubborn();
        Task<String> task = FutureTasks.fromBlockingFuture(slow, ownership);
        slow.awaitWaiter();
        task.cancel();
        assertThat(task.isCancelled()).as("whatever the future does").isTrue();
        assertThat(slow.left.await(Threads.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

        slow.end();

        slow.waiter.get().join();
        if (ownership == Ownership.OWNED) {
            assertThat(hooks.discarded()).containsExactly("late");
        } else {
            assertThat(hooks.discarded()).as("the future keeps it").isEmpty();
        }
    }

    @Test
    void cancel_thatThrows_isReportedAndFreesTheThread() throws Exception { // L18
        RuntimeException broken = new RuntimeException("broken");
        Slow<String> slow = new Slow<>(() -> "value") {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                throw broken;
            }
        };
        Task<String> task = FutureTasks.fromBlockingFuture(slow, Ownership.OWNED);
        slow.awaitWaiter();

        task.cancel();

        assertThat(task.isCancelled()).isTrue();
        slow.waiter.get().join();
        assertThat(hooks.late()).containsExactly(broken);
    }

    /** A race of cancel and end: what awaits the task is told on the waiting thread, and mustn't find an interrupt there. */
    @Test
    void awaiter_toldOnTheWaitingThread_findsNoInterrupt() throws Exception {
        for (int round = 0; round < 300; round++) {
            Slow<String> slow = value();
            Task<String> task = FutureTasks.fromBlockingFuture(slow, Ownership.OBSERVED);
            await().until(slow.waiter::get, waiting -> waiting != null);
            AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
            task.poll(() -> interrupted.set(Thread.currentThread().isVirtual() && Thread.currentThread()
                    .isInterrupted()));

            Threads.race(slow::end, task::cancel);

            slow.waiter.get().join();
            assertThat(interrupted.get()).isFalse();
        }
    }

    @Test
    void futureThatNeedsNoThread_getsNone() { // L15
        CompletableFuture<String> future = new CompletableFuture<>();
        Future<String> asFuture = future;
        Task<String> task = new Completer<>();

        Task<String> ofFuture = FutureTasks.fromBlockingFuture(asFuture);
        future.complete("value");

        assertThat(ofFuture.resultNow()).as("at once, by its call-back").isEqualTo("value");
        assertThat(FutureTasks.fromBlockingFuture(task)).isSameAs(task);
        assertThat(FutureTasks.fromBlockingFuture(task.toFuture())).isSameAs(task);
    }

    @Test
    void null_isRefused() { // L17
        assertThatThrownBy(() -> FutureTasks.fromBlockingFuture(null)).hasMessageContaining("needs a future");
        assertThatThrownBy(() -> FutureTasks.fromBlockingFuture(value(), null))
                .hasMessageContaining("needs an ownership");
    }
}
