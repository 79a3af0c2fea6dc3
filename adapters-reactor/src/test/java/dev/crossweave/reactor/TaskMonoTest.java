package dev.crossweave.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A task seen as a Mono keeps the rules of Reactive Streams. */
class TaskMonoTest {

    private final Completer<String> task = new Completer<>();
    private final Mono<String> mono = ReactorTasks.toMono(task);

    /** Records every signal, and requests only what the test requests. */
    private static class Recording implements CoreSubscriber<String> {
        final List<Object> signals = new ArrayList<>();
        Subscription subscription;

        @Override
        public void onSubscribe(Subscription s) {
            subscription = s;
        }

        @Override
        public void onNext(String value) {
            signals.add(value);
        }

        @Override
        public void onError(Throwable thrown) {
            signals.add(thrown);
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }
    }

    private Recording subscribed() {
        Recording recording = new Recording();
        mono.subscribe(recording);
        return recording;
    }

    @Test
    void request_beforeTheValue_emitsWithTheValue() {
        Recording recording = subscribed();
        recording.subscription.request(1);
        assertThat(recording.signals).isEmpty();

        task.complete("value");

        assertThat(recording.signals).containsExactly("value", "complete");
    }

    @Test
    void value_beforeTheRequest_waitsForIt() {
        Recording recording = subscribed();
        task.complete("value");
        assertThat(recording.signals).isEmpty();

        recording.subscription.request(1);

        assertThat(recording.signals).containsExactly("value", "complete");
    }

    @Test
    void empty_withoutARequest_completes() {
        Recording recording = subscribed();

        task.complete(null);

        assertThat(recording.signals).containsExactly("complete");
    }

    @Test
    void failure_withoutARequest_isSignalled() {
        Recording recording = subscribed();
        Exception failure = new Exception("failure");

        task.fail(failure);

        assertThat(recording.signals).containsExactly(failure);
    }

    @Test
    void request_twice_emitsOnce() {
        Recording recording = subscribed();
        recording.subscription.request(1);
        recording.subscription.request(Long.MAX_VALUE);
        task.complete("value");
        recording.subscription.request(1);

        assertThat(recording.signals).containsExactly("value", "complete");
    }

    @Test
    void requestOfZero_isAnErrorAndReleasesTheTask() { // Reactive Streams §3.9
        Recording recording = subscribed();

        recording.subscription.request(0);
        task.complete("value");

        assertThat(recording.signals).singleElement().isInstanceOf(IllegalArgumentException.class)
                .extracting(error -> ((Throwable) error).getMessage()).asString().contains("3.9");
        assertThat(task.isCancelled()).isTrue(); // L6
    }

    @Test
    void requestOfZero_whenTheValueIsThere_isAnErrorInItsPlace() {
        Recording recording = subscribed();
        task.complete("value");

        recording.subscription.request(-1);
        recording.subscription.request(1);

        assertThat(recording.signals).singleElement().isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requestOfZero_afterTheEnd_doesNothing() {
        Recording recording = subscribed();
        recording.subscription.request(1);
        task.complete("value");

        recording.subscription.request(0);

        assertThat(recording.signals).containsExactly("value", "complete");
    }

    @Test
    void cancel_thenValue_signalsNothing() {
        Recording recording = subscribed();
        recording.subscription.request(1);
        recording.subscription.cancel();
        recording.subscription.cancel();
        recording.subscription.request(1);

        assertThat(task.complete("value")).isFalse();
        assertThat(recording.signals).isEmpty();
    }

    @Test
    void cancel_whenTheValueIsThere_leavesTheTaskAsItEnded() {
        Recording recording = subscribed();
        task.complete("value");

        recording.subscription.cancel();
        recording.subscription.request(1);

        assertThat(recording.signals).isEmpty();
        assertThat(task.resultNow()).isEqualTo("value");
    }

    @Test
    void cancel_insideOnSubscribe_releasesTheTask() {
        Recording recording = new Recording() {
            @Override
            public void onSubscribe(Subscription s) {
                s.cancel();
            }
        };

        mono.subscribe(recording);

        assertThat(task.isCancelled()).isTrue();
        assertThat(recording.signals).isEmpty();
    }

    @Test
    void request_insideOnSubscribe_emitsAfterIt() {
        List<String> order = new ArrayList<>();
        ReactorTasks.toMono(Tasks.value("value")).subscribe(new Recording() {
            @Override
            public void onSubscribe(Subscription s) {
                s.request(1);
                order.add("subscribed");
            }

            @Override
            public void onNext(String value) {
                order.add(value);
            }
        });

        assertThat(order).containsExactly("subscribed", "value");
    }

    @Test
    void conversion_startsNothing_subscriptionDoes_once() { // L3
        AtomicInteger starts = new AtomicInteger();
        Task<Integer> lazy = Tasks.on(Schedule.inline())
                .lazy(waker -> Poll.ready(starts.incrementAndGet()));
        Mono<Integer> ofLazy = ReactorTasks.toMono(lazy);
        assertThat(starts).hasValue(0);

        StepVerifier.create(ofLazy).expectNext(1).verifyComplete();
        StepVerifier.create(ofLazy).expectNext(1).verifyComplete();
    }

    @Test
    void manySubscribers_allSeeTheEnd() {
        List<Recording> all = List.of(subscribed(), subscribed(), subscribed());
        all.forEach(each -> each.subscription.request(1));

        task.complete("value");

        assertThat(all).allSatisfy(each -> assertThat(each.signals).containsExactly("value", "complete"));
        StepVerifier.create(mono).expectNext("value").verifyComplete(); // and who comes later, too
    }

    @Test
    void oneOfTwoSubscribers_thatCancels_releasesTheTask() { // a task that isn't SHARED, L6
        Recording first = subscribed();
        Recording second = subscribed();

        first.subscription.cancel();

        assertThat(second.signals).singleElement().isInstanceOf(CancellationException.class);
    }

    @Test
    void operators_fuseAndCombine() {
        Mono<String> chain = mono.map(String::length).filter(length -> length > 3)
                .flatMap(length -> Mono.just("length " + length)).zipWith(mono, (left, right) -> left + " of " + right);

        StepVerifier.create(chain).then(() -> task.complete("value")).expectNext("length 5 of value").verifyComplete();
        StepVerifier.create(Flux.concat(mono, mono.hide())).expectNext("value", "value").verifyComplete();
    }

    @Test
    void demandByStepVerifier_isKept() {
        StepVerifier.create(mono, 0).expectSubscription().then(() -> task.complete("value")).thenRequest(1)
                .expectNext("value").verifyComplete();
    }

    @Test
    void timeoutOperator_failsAndReleasesTheTask() { // L1, L6
        StepVerifier.withVirtualTime(() -> mono.timeout(Duration.ofSeconds(1))).thenAwait(Duration.ofSeconds(2))
                .expectError(TimeoutException.class).verify();

        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void requestAndValue_onTwoThreads_emitOnce() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Completer<String> raced = new Completer<>();
            Recording recording = new Recording();
            ReactorTasks.<String>toMono(raced).subscribe(recording);
            CyclicBarrier together = new CyclicBarrier(2);
            Thread other = Thread.ofVirtual().start(() -> {
                meet(together);
                recording.subscription.request(1);
            });
            meet(together);
            raced.complete("value");
            other.join();

            assertThat(recording.signals).containsExactly("value", "complete");
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError("the barrier of this test broke", e);
        }
    }
}
