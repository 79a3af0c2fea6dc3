package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Task → CompletableFuture: L1, L2, L3, L5, L6, L15. */
class ToFutureTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Completer<String> task = new Completer<>();
    private final IOException failure = new IOException("scripted");

    @Test
    void value_orNull_isTheFuturesValue() throws Exception { // L1
        CompletableFuture<String> future = task.toFuture();
        assertThat(future.isDone()).isFalse();

        task.complete("value");

        assertThat(future.get()).isEqualTo("value");
        assertThat(Tasks.<String>value(null).toFuture().get()).isNull();
    }

    @Test
    void failure_isTheSameObject() { // L2
        CompletableFuture<String> future = task.toFuture();
        task.fail(failure);

        assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class).cause().isSameAs(failure);
        assertThatThrownBy(future::join).isInstanceOf(CompletionException.class).cause().isSameAs(failure);
        assertThat(future.exceptionNow()).isSameAs(failure);
    }

    @Test
    void cancelledTask_isACancelledFuture() { // L5
        CancellationException reason = new CancellationException("reason");
        CompletableFuture<String> future = task.toFuture();
        Throwable[] seen = new Throwable[1];
        future.whenComplete((value, thrown) -> seen[0] = thrown);

        task.cancel(reason);

        assertThat(future.isCancelled()).isTrue();
        assertThat(seen[0]).isSameAs(reason);
    }

    @Test
    void lazyTask_isStartedByTheFuture() { // L3
        Stepper stepper = new Stepper();
        CompletableFuture<String> future =
                Tasks.on(stepper).lazy(new Scripted<String>().then(Poll.ready("value"))).toFuture();

        assertThat(stepper.runAll()).isEqualTo(1);
        assertThat(future.join()).isEqualTo("value");
    }

    static Stream<Arguments> endings() {
        return Stream.of(ending("cancel", future -> future.cancel(false)),
                ending("complete", future -> future.complete("outside")),
                ending("completeExceptionally", future -> future.completeExceptionally(new IOException())),
                ending("obtrudeValue", future -> future.obtrudeValue("outside")),
                ending("obtrudeException", future -> future.obtrudeException(new IOException())),
                ending("completeAsync", future -> future.completeAsync(() -> "outside", Runnable::run)),
                ending("completeAsync that throws", future -> future.completeAsync(() -> {
                    throw new IllegalStateException();
                }, Runnable::run)), ending("orTimeout", future -> future.orTimeout(1, TimeUnit.MILLISECONDS)),
                ending("completeOnTimeout",
                        future -> future.completeOnTimeout("outside", 1, TimeUnit.MILLISECONDS)));
    }

    private static Arguments ending(String name, Consumer<CompletableFuture<String>> end) {
        return arguments(name, end);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void futureEndedFromOutside_releasesTheTask(String name, Consumer<CompletableFuture<String>> end) { // L6
        CompletableFuture<String> future = task.toFuture();

        end.accept(future);

        Awaitility.await().until(() -> future.isDone() && task.isDone());
        assertThat(task.isCancelled()).isTrue();
        assertThat(task.toString()).doesNotContain("waiting");
        if (name.equals("orTimeout")) { // L1: a time-out is a failure
            assertThat(future.exceptionNow()).isInstanceOf(TimeoutException.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void futureEndedFromOutsideAfterItsEnd_changesNothing(String name, Consumer<CompletableFuture<String>> end) {
        CompletableFuture<String> future = task.toFuture();
        task.complete("value");

        end.accept(future);

        assertThat(task.resultNow()).isEqualTo("value");
        if (!name.startsWith("obtrude")) {
            assertThat(future.join()).isEqualTo("value");
        }
    }

    @Test
    void completeAsync_ofAFutureThatIsDone_callsNoSupplier() {
        AtomicInteger calls = new AtomicInteger();
        CompletableFuture<String> future = task.toFuture();
        task.complete("value");

        assertThat(future.completeAsync(() -> "call " + calls.incrementAndGet(), Runnable::run)).isSameAs(future);

        assertThat(calls).hasValue(0);
    }

    @Test
    void orTimeout_ofATaskThatIsInTime_endsAsTheTaskDoes() {
        CompletableFuture<String> future = task.toFuture().orTimeout(1, TimeUnit.HOURS);
        task.complete("value");

        assertThat(future.join()).isEqualTo("value");
        assertThatThrownBy(() -> future.orTimeout(1, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void fromFuture_ofATasksFuture_isTheSameTask() { // L15
        CompletableFuture<String> future = task.toFuture();

        assertThat(FutureTasks.fromFuture(future)).isSameAs(task);
        assertThat(FutureTasks.fromFuture(future, Ownership.OWNED)).isSameAs(task);
    }

    @Test
    void fromFuture_wantingToCount_isAnotherTask() { // L15: not where it changes who may cancel
        CompletableFuture<String> future = task.toFuture();

        Task<String> shared = FutureTasks.fromFuture(future, Ownership.SHARED);

        assertThat(shared).isNotSameAs(task);
        CompletableFuture<String> one = shared.toFuture();
        CompletableFuture<String> two = shared.toFuture();
        one.cancel(false);
        assertThat(task.isDone()).isFalse();
        two.cancel(false);
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void fromFuture_ofAFutureThatWasEndedFromOutside_endsAsTheFuture() {
        CompletableFuture<String> future = task.toFuture();
        future.complete("outside");

        assertThat(FutureTasks.fromFuture(future).resultNow()).isEqualTo("outside");
    }

    @Test
    void timeoutOfATask_thenFuture_failsWithTimeoutException() throws Exception { // L1
        CompletableFuture<String> future = task.timeout(Duration.ofMillis(1)).toFuture();

        assertThatThrownBy(() -> future.get(Threads.LIMIT_SECONDS, TimeUnit.SECONDS)).cause()
                .isInstanceOf(TimeoutException.class);
        Awaitility.await().until(task::isCancelled);
    }

    @Test
    void cancel_racingWithTheEnd_releasesAtMostOnce() { // L4, L6
        for (int round = 0; round < 1_000; round++) {
            CompletableFuture<String> source = new CompletableFuture<>();
            Task<String> shared = FutureTasks.fromFuture(source, Ownership.SHARED);
            CompletableFuture<String> one = shared.toFuture();
            CompletableFuture<String> kept = shared.toFuture();

            Threads.race(() -> one.cancel(false), () -> one.complete("outside"));

            assertThat(source.isDone()).as("the other waiter still waits").isFalse();
            source.complete("value");
            assertThat(kept.join()).isEqualTo("value");
        }
    }
}
