package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L6: futures that are derived from a task's future pass cancellation on once all of them are cancelled. */
class DerivedFutureTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Completer<String> task = new Completer<>();
    private final CompletableFuture<String> future = task.toFuture();

    @Test
    void cancel_ofTheOnlyDerivedFuture_releasesTheTask() {
        future.thenApply(String::length).thenAccept(length -> {
        }).cancel(true);

        assertThat(task.isCancelled()).isTrue();
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    void cancel_ofOneOfTwo_leavesTheTask() {
        CompletableFuture<Integer> one = future.thenApply(String::length);
        CompletableFuture<Integer> two = future.thenApply(String::length);

        one.cancel(false);
        one.cancel(false);

        assertThat(task.isDone()).isFalse();
        task.complete("value");
        assertThat(two.join()).isEqualTo(5);
    }

    @Test
    void cancel_ofBoth_releasesTheTask() {
        CompletableFuture<Integer> one = future.thenApply(String::length);
        CompletableFuture<Integer> two = future.thenApply(String::length);

        one.cancel(false);
        two.cancel(false);

        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancel_ofALeaf_climbsOnlyAsFarAsNobodyElseWaits() {
        CompletableFuture<Integer> trunk = future.thenApply(String::length);
        CompletableFuture<Integer> left = trunk.thenApply(length -> length + 1);
        CompletableFuture<Integer> right = trunk.thenApply(length -> length + 2);

        left.cancel(false);
        assertThat(trunk.isDone()).isFalse();

        right.cancel(false);
        assertThat(trunk.isCancelled()).isTrue();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void orTimeout_countsAsNoDerivedFuture() {
        future.orTimeout(1, TimeUnit.HOURS).completeOnTimeout("late", 1, TimeUnit.HOURS);

        future.thenApply(String::length).cancel(false);

        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void timeoutOfADerivedFuture_releasesTheTask() {
        CompletableFuture<Integer> derived = future.thenApply(String::length).orTimeout(1, TimeUnit.MILLISECONDS);

        Awaitility.await().until(derived::isCompletedExceptionally);
        Awaitility.await().until(task::isCancelled);
    }

    @Test
    void derivedFuture_ofOneThatEnded_passesNothingOn() {
        task.complete("value");
        CompletableFuture<Integer> derived = future.thenCompose(value -> new CompletableFuture<>());

        assertThat(derived.cancel(false)).isTrue();

        assertThat(future.join()).isEqualTo("value");
        assertThat(task.resultNow()).isEqualTo("value");
    }

    @Test
    void cancel_atTheEndOfAChainOfAMillion_climbsItWithConstantStack() { // L14
        CompletableFuture<String> last = future;
        for (int i = 0; i < 1_000_000; i++) {
            last = last.thenApply(value -> value);
        }

        assertThat(last.cancel(false)).isTrue();

        assertThat(task.isCancelled()).isTrue();
    }

    /** A tail that many append to, one of which is always pending, must not hold all that went before. */
    @Test
    void chainThatIsNeverDone_holdsNoFuturesThatEndedLongAgo() {
        Deque<CompletableFuture<String>> inFlight = new ArrayDeque<>();
        CompletableFuture<String> tail = future;
        WeakReference<CompletableFuture<String>> early = null;
        task.complete("value");
        for (int i = 0; i < 10_000; i++) {
            CompletableFuture<String> job = new CompletableFuture<>();
            inFlight.add(job);
            tail = tail.thenCompose(before -> job);
            if (i == 100) {
                early = new WeakReference<>(tail);
            }
            if (inFlight.size() > 10) { // the tail itself is always ten jobs away from its end
                inFlight.remove().complete("value");
            }
        }
        WeakReference<CompletableFuture<String>> gone = early;

        Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
            System.gc();
            return gone.get() == null;
        });
        assertThat(tail.isDone()).isFalse();
    }
}
