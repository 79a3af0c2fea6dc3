package dev.crossweave.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.test.publisher.TestPublisher;
import reactor.test.publisher.TestPublisher.Violation;

/** A Mono as a task: sources that misbehave, Reactor's exceptions, and its hooks. */
class MonoTaskTest {

    private final List<Throwable> dropped = new ArrayList<>();
    private final List<Object> discarded = new ArrayList<>();

    @BeforeEach
    void listen() {
        Hooks.onErrorDropped(dropped::add);
        dev.crossweave.Hooks.onDiscard(discarded::add);
    }

    @AfterEach
    void stopListening() {
        Hooks.resetOnErrorDropped();
        dev.crossweave.Hooks.onDiscard(null);
    }

    // ------------------------------------------------------------------------------------------ misbehaving sources

    @Test
    void nullItem_throwsToTheSourceAndFailsTheTask() { // Reactive Streams §2.13
        TestPublisher<String> publisher = TestPublisher.createNoncompliant(Violation.ALLOW_NULL);
        Task<String> task = ReactorTasks.fromMono(Mono.fromDirect(publisher)).start();

        assertThatThrownBy(() -> publisher.next((String) null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onNext");

        assertThat(task.exceptionNow()).isInstanceOf(NullPointerException.class);
        publisher.assertCancelled();
    }

    @Test
    void nullError_throwsToTheSourceAndFailsTheTask() {
        Raw raw = new Raw();
        Task<String> task = ReactorTasks.fromMono(raw).start();

        assertThatThrownBy(() -> raw.subscriber.onError(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onError");

        assertThat(task.exceptionNow()).isInstanceOf(NullPointerException.class);
    }

    @Test
    void secondItem_isDiscarded() {
        TestPublisher<String> publisher =
                TestPublisher.createNoncompliant(Violation.REQUEST_OVERFLOW, Violation.CLEANUP_ON_TERMINATE);
        Task<String> task = ReactorTasks.fromMono(Mono.fromDirect(publisher)).start();

        publisher.next("first", "second").complete();

        assertThat(task.resultNow()).isEqualTo("first");
        assertThat(discarded).containsExactly("second");
    }

    @Test
    void itemAfterTheEnd_isDiscarded() {
        TestPublisher<String> publisher = TestPublisher.createNoncompliant(Violation.CLEANUP_ON_TERMINATE);
        Task<String> task = ReactorTasks.fromMono(Mono.fromDirect(publisher)).start();

        publisher.complete();
        publisher.next("late");

        assertThat(task.resultNow()).isNull();
        assertThat(discarded).containsExactly("late");
    }

    @Test
    void errorAfterTheValue_isDroppedOnce() { // L8
        TestPublisher<String> publisher = TestPublisher.createNoncompliant(Violation.CLEANUP_ON_TERMINATE);
        Task<String> task = ReactorTasks.fromMono(Mono.fromDirect(publisher)).start();
        Exception late = new Exception("late");

        publisher.next("value");
        publisher.error(late);

        assertThat(task.resultNow()).isEqualTo("value");
        assertThat(dropped).containsExactly(late);
    }

    @Test
    void cancellationAfterCancel_isNotDropped() { // L8
        Raw raw = new Raw();
        Task<String> task = ReactorTasks.fromMono(raw).start();
        task.cancel();

        raw.subscriber.onError(new CancellationException("what cancel brings about"));

        assertThat(dropped).isEmpty();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void secondSubscription_isCancelled_andTheFirstGoesOn() { // Reactive Streams §2.5
        Raw raw = new Raw();
        Task<String> task = ReactorTasks.fromMono(raw).start();
        AtomicBoolean cancelled = new AtomicBoolean();

        raw.subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                throw new AssertionError("a second subscription is not used");
            }

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        });
        raw.subscriber.onNext("value");

        assertThat(cancelled).isTrue();
        assertThat(task.resultNow()).isEqualTo("value");
    }

    @Test
    void subscriptionThatComesAfterCancel_isCancelled() {
        AtomicInteger cancels = new AtomicInteger();
        CoreSubscriber<?>[] subscriber = new CoreSubscriber<?>[1];
        Task<String> task = ReactorTasks.<String>fromMono(new Mono<String>() {
            @Override
            public void subscribe(CoreSubscriber<? super String> actual) {
                subscriber[0] = actual;
            }
        }).start();
        task.cancel();

        subscriber[0].onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                throw new AssertionError("nothing is requested of a subscription that came too late");
            }

            @Override
            public void cancel() {
                cancels.incrementAndGet();
            }
        });

        assertThat(cancels).hasValue(1);
    }

    @Test
    void neverSubscribes_isCancelledAllTheSame() {
        Task<String> task = ReactorTasks.<String>fromMono(new Mono<String>() {
            @Override
            public void subscribe(CoreSubscriber<? super String> actual) {
                // forgets to
            }
        }).start();

        task.cancel();

        assertThat(task.isCancelled()).isTrue();
    }

    /** Hands its subscriber to the test. */
    private static final class Raw extends Mono<String> {
        private CoreSubscriber<? super String> subscriber;

        @Override
        public void subscribe(CoreSubscriber<? super String> actual) {
            subscriber = actual;
            actual.onSubscribe(Operators.emptySubscription());
        }
    }

    // ------------------------------------------------------------------------------------------ exceptions

    @Test
    void propagatedException_isUnwrapped() { // L2
        Exception cause = new Exception("checked");
        Mono<String> throwing = Mono.fromCallable(() -> {
            throw Exceptions.propagate(cause);
        });

        assertThat(ReactorTasks.fromMono(throwing).start().exceptionNow()).isSameAs(cause);
    }

    @Test
    void bubblingException_isUnwrapped() { // L2
        Exception cause = new Exception("checked");
        Raw raw = new Raw();
        Task<String> task = ReactorTasks.fromMono(raw).start();

        raw.subscriber.onError(new CompletionException(Exceptions.bubble(cause)));

        assertThat(task.exceptionNow()).isSameAs(cause);
    }

    @Test
    void severalExceptions_areTheFailureThemselves() { // a wrapper with no cause, L2
        RuntimeException several = Exceptions.multiple(new Exception("one"), new Exception("two"));

        assertThat(ReactorTasks.fromMono(Mono.error(several)).start().exceptionNow()).isSameAs(several);
    }

    @Test
    void timeout_isAFailure() { // L1
        Task<Object> task = ReactorTasks.fromMono(Mono.never().timeout(Mono.empty()));

        assertThat(task.start().exceptionNow()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void fatalErrorOfTheSource_failsTheTask() {
        StackOverflowError fatal = new StackOverflowError("fatal for Reactor, which throws it on");

        assertThat(ReactorTasks.fromMono(Mono.fromRunnable(() -> {
            throw fatal;
        })).start().exceptionNow()).isSameAs(fatal);
    }

    // ------------------------------------------------------------------------------------------ hooks, context

    @Test
    void lastOperatorHook_seesTheSubscription() { // as with every subscriber of users' code
        List<String> seen = new ArrayList<>();
        Hooks.onLastOperator("test", publisher -> {
            seen.add("subscribed");
            return publisher;
        });
        try {
            assertThat(ReactorTasks.fromMono(Mono.just("value").map(String::length)).start().resultNow()).isEqualTo(5);
        } finally {
            Hooks.resetOnLastOperator("test");
        }

        assertThat(seen).containsExactly("subscribed");
    }

    @Test
    void contextOfTheSource_reachesTheSource() {
        Mono<String> contextual = Mono.deferContextual(context -> Mono.just(context.<String>get("user")))
                .contextWrite(context -> context.put("user", "ann"));

        assertThat(ReactorTasks.fromMono(contextual).start().resultNow()).isEqualTo("ann");
    }

    // ------------------------------------------------------------------------------------------ ordinary sources

    @Test
    void cancel_runsTheSourcesOwnCancelHandlers_once() { // L4
        AtomicInteger cancels = new AtomicInteger();
        Task<Object> task = ReactorTasks.fromMono(Mono.never().doOnCancel(cancels::incrementAndGet)).start();

        task.cancel();
        task.cancel();

        assertThat(cancels).hasValue(1);
    }

    @Test
    void value_cancelsNothing() {
        AtomicInteger cancels = new AtomicInteger();
        Task<Long> task = ReactorTasks.fromMono(Flux.range(1, 10).count().doOnCancel(cancels::incrementAndGet)).start();

        assertThat(task.resultNow()).isEqualTo(10);
        assertThat(task.cancel()).isFalse();
        assertThat(cancels).hasValue(0);
    }

    @Test
    void delayedMono_isAwaited() throws Exception {
        assertThat(ReactorTasks.fromMono(Mono.delay(Duration.ofMillis(1)).thenReturn("value")).join())
                .isEqualTo("value");
    }
}
