package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** CompletableFuture → Task: L1 to L5, L9. */
class FromFutureTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final CompletableFuture<String> future = new CompletableFuture<>();
    private final IOException failure = new IOException("scripted");

    /** How a source may raise a throwable, wrapped by carriers, and what is to be seen of it. */
    static Stream<Throwable> wrapped() {
        IOException cause = new IOException("inner");
        return Stream.of(cause, new CompletionException(cause), new ExecutionException(cause),
                new CompletionException(new ExecutionException(new CompletionException(cause))));
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void failure_wrappedByCarriers_isTheInnerObject(Throwable thrown) { // L2
        Throwable inner = thrown;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        Task<String> before = FutureTasks.fromFuture(future);
        future.completeExceptionally(thrown);
        Task<String> after = FutureTasks.fromFuture(future);

        assertThat(before.exceptionNow()).isSameAs(inner);
        assertThat(after.exceptionNow()).isSameAs(inner);
        assertThat(FutureTasks.fromFuture(future.thenApply(value -> value)).exceptionNow()).isSameAs(inner);
    }

    @Test
    void failure_thatIsAWrapperAroundNothing_isTheWrapper() { // L2
        CompletionException empty = new CompletionException((Throwable) null);
        Task<String> before = FutureTasks.fromFuture(future);
        future.completeExceptionally(empty);

        assertThat(before.exceptionNow()).isSameAs(empty);
        assertThat(FutureTasks.fromFuture(future).exceptionNow()).isSameAs(empty);
    }

    @Test
    void failure_thatIsAWrapperAroundItself_isThatWrapper() { // L2: and looking for its cause comes to an end
        CompletionException self = new CompletionException("around itself", null) {
            @Override
            public Throwable getCause() {
                return this;
            }
        };
        CompletionException first = new CompletionException("around a second") {
        };
        first.initCause(new ExecutionException("around the first", first));
        for (Throwable cyclic : new Throwable[]{self, first}) {
            CompletableFuture<String> broken = new CompletableFuture<>();
            Task<String> before = FutureTasks.fromFuture(broken);
            broken.completeExceptionally(cyclic);

            assertThat(before.exceptionNow()).isSameAs(cyclic);
            assertThat(FutureTasks.fromFuture(broken).exceptionNow()).isSameAs(cyclic);
        }
    }

    @Test
    void futureThatIsObtruded_keepsItsTaskAndGivesTheNewEndToNewOnes() { // a task ends once
        Task<String> task = FutureTasks.fromFuture(future);
        Task<String> owning = FutureTasks.fromFuture(future, Ownership.OWNED);
        future.complete("first");

        future.obtrudeValue("second");
        assertThat(task.resultNow()).isEqualTo("first");
        assertThat(FutureTasks.fromFuture(future).resultNow()).isEqualTo("second");

        future.obtrudeException(failure);
        assertThat(task.resultNow()).isEqualTo("first");
        assertThat(owning.resultNow()).isEqualTo("first");
        assertThat(FutureTasks.fromFuture(future).exceptionNow()).isSameAs(failure);
        assertThat(hooks.late()).isEmpty();
        assertThat(hooks.discarded()).isEmpty();
    }

    @Test
    void futureThatNeverEnds_isLeftByTimeOut() throws Exception { // L1, L4
        Task<String> task = FutureTasks.fromFuture(future);

        Task<String> limited = task.timeout(Duration.ofMillis(1));
        assertThatThrownBy(limited::join).isInstanceOf(TimeoutException.class);

        await("the time-out releases what it waited for").until(task::isCancelled);
        assertThat(future.isDone()).as("which only observed").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void value_orNullOrItself_isKept(Ownership ownership) { // L1
        CompletableFuture<Object> later = new CompletableFuture<>();
        Task<Object> task = FutureTasks.fromFuture(later, ownership);
        assertThat(task.isDone()).isFalse();
        later.complete(later);
        assertThat(task.resultNow()).isSameAs(later);
        assertThat(FutureTasks.fromFuture(later, ownership).resultNow()).isSameAs(later);

        CompletableFuture<String> empty = new CompletableFuture<>();
        Task<String> emptyTask = FutureTasks.fromFuture(empty, ownership);
        empty.complete(null);
        assertThat(emptyTask.peek()).isEqualTo(Poll.ready(null));
        assertThat(FutureTasks.fromFuture(empty, ownership).peek()).isEqualTo(Poll.ready(null));
    }

    @Test
    void futureCancelledByItsOwner_isCancelledWithTheSameObject() { // L5, L2
        CancellationException cancellation = new CancellationException("owner");
        Task<String> before = FutureTasks.fromFuture(future);
        future.completeExceptionally(cancellation);
        Task<String> after = FutureTasks.fromFuture(future);

        assertThat(before.peek()).isEqualTo(Poll.cancelled(cancellation));
        assertThat(after.peek()).isEqualTo(Poll.cancelled(cancellation));
        Task<String> derived = FutureTasks.fromFuture(future.thenApply(value -> value));
        assertThat(derived.peek()).isEqualTo(Poll.cancelled(cancellation));
    }

    @Test
    void cancel_ofAnObservingTask_leavesTheFutureAlone() { // L4
        Task<String> task = FutureTasks.fromFuture(future);

        assertThat(task.cancel()).isTrue();

        assertThat(task.isCancelled()).isTrue();
        assertThat(future.isDone()).isFalse();
        future.complete("for its owner");
        assertThat(hooks.discarded()).as("the future keeps it").isEmpty();
    }

    @Test
    void failure_ofAnObservedFutureAfterCancel_isNotReported() { // L8
        FutureTasks.fromFuture(future).cancel();

        future.completeExceptionally(failure);

        assertThat(hooks.late()).isEmpty();
    }

    @Test
    void cancel_ofAnOwningTask_cancelsTheFuture() { // L4
        RuntimeException reason = new RuntimeException("enough");
        Task<String> task = FutureTasks.fromFuture(future, Ownership.OWNED);

        task.cancel(reason);

        assertThat(future.isCancelled()).isTrue();
        assertThat(task.peek()).isEqualTo(Poll.cancelled(reason));
    }

    @Test
    void cancel_ofAnOwningTask_asksWithTrue() { // what java.net.http needs to abort an exchange
        boolean[] asked = new boolean[1];
        CompletableFuture<String> exchange = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                asked[0] = mayInterruptIfRunning;
                return super.cancel(mayInterruptIfRunning);
            }
        };

        FutureTasks.fromFuture(exchange, Ownership.OWNED).cancel();

        assertThat(asked[0]).isTrue();
    }

    @Test
    void release_ofASharedTask_cancelsTheFutureAfterTheLastWaiter() { // L4
        Task<String> task = FutureTasks.fromFuture(future, Ownership.SHARED);
        CompletableFuture<String> one = task.toFuture();
        CompletableFuture<String> two = task.toFuture();
        CompletableFuture<String> three = task.toFuture();

        one.cancel(false);
        one.cancel(false);
        three.completeExceptionally(failure);
        assertThat(future.isDone()).isFalse();

        two.cancel(false);
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    void supplier_isCalledOnceAtTheFirstAwait() throws Exception { // L3
        AtomicInteger calls = new AtomicInteger();
        Task<String> task = FutureTasks.fromFuture(() -> {
            calls.incrementAndGet();
            return future;
        });
        assertThat(calls).hasValue(0);
        assertThat(task.peek()).isEqualTo(Poll.pending());
        assertThat(calls).hasValue(0);

        CountingWaker waker = new CountingWaker();
        task.poll(waker);
        task.poll(new CountingWaker());
        task.start();
        future.complete("value");

        assertThat(calls).hasValue(1);
        assertThat(waker.wakes()).isEqualTo(1);
        assertThat(task.join()).isEqualTo("value");
    }

    @Test
    void supplier_thatThrowsOrGivesNull_failsTheTask() {
        assertThat(FutureTasks.<String>fromFuture(() -> {
            throw failure;
        }).start().exceptionNow()).isSameAs(failure);
        assertThat(FutureTasks.<String>fromFuture(() -> null).start().exceptionNow())
                .isInstanceOf(NullPointerException.class).hasMessageContaining("gave null");
        assertThat(FutureTasks.<String>fromFuture(() -> {
            throw new CancellationException();
        }).start().isCancelled()).isTrue();
    }

    @Test
    void supplier_ofACancelledTask_isNeverCalled() {
        AtomicInteger calls = new AtomicInteger();
        Task<String> task = FutureTasks.fromFuture(() -> {
            calls.incrementAndGet();
            return future;
        });

        task.cancel();
        task.start();

        assertThat(calls).hasValue(0);
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancel_whileTheSupplierRuns_cancelsWhatItMakes() { // L4: what it started, it owns
        Task<?>[] own = new Task<?>[1];
        own[0] = FutureTasks.fromFuture(() -> {
            own[0].cancel();
            return future;
        });

        own[0].start();

        assertThat(own[0].isCancelled()).isTrue();
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    void value_ofAnOwnedFutureThatRefusesToCancel_isDiscardedOnce() { // L9
        CompletableFuture<String> stubborn = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
            }
        };
        Task<String> task = FutureTasks.fromFuture(stubborn, Ownership.OWNED);
        task.cancel();

        stubborn.complete("late");

        assertThat(hooks.discarded()).containsExactly("late");
    }

    /** The JDK's read-only stages are CompletableFutures too, which throw at every question. */
    @ParameterizedTest
    @EnumSource
    void readOnlyStage_isObserved(Ownership ownership) {
        CompletionStage<String> stage = future.minimalCompletionStage();
        Task<String> task = FutureTasks.fromFuture(stage, ownership);
        Task<String> cancelled = FutureTasks.fromFuture(future.minimalCompletionStage(), ownership);
        cancelled.cancel();

        future.complete("value");

        assertThat(task.resultNow()).isEqualTo("value");
        assertThat(cancelled.isCancelled()).isTrue();
        assertThat(FutureTasks.fromFuture(CompletableFuture.completedStage("done"), ownership).resultNow())
                .isEqualTo("done");
        Task<String> failed = FutureTasks.fromFuture(CompletableFuture.failedStage(failure), ownership);
        assertThat(failed.exceptionNow()).isSameAs(failure);
    }

    @Test
    void supplier_ofAReadOnlyStage_isObservedAlsoWhenCancelledMeanwhile() {
        Task<?>[] own = new Task<?>[1];
        own[0] = FutureTasks.fromFuture(() -> {
            own[0].cancel();
            return future.minimalCompletionStage();
        });

        own[0].start();

        assertThat(own[0].isCancelled()).isTrue();
    }

    @Test
    void fromFuture_null_isRefused() { // L17
        assertThatThrownBy(() -> FutureTasks.fromFuture((CompletionStage<String>) null))
                .hasMessageContaining("needs a future");
        assertThatThrownBy(() -> FutureTasks.fromFuture(future, null)).hasMessageContaining("needs an ownership");
        assertThatThrownBy(() -> FutureTasks.toFuture(null)).hasMessageContaining("needs a task");
    }
}
