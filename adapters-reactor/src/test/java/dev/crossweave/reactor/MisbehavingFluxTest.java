package dev.crossweave.reactor;

import static dev.crossweave.PollableStream.Next.END;
import static dev.crossweave.PollableStream.Next.ITEM;
import static dev.crossweave.PollableStream.Next.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.testkit.CountingWaker;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.test.publisher.TestPublisher;
import reactor.test.publisher.TestPublisher.Violation;

/** Publishers that break the rules end in a failure that names the rule or in a signal that keeps them; nothing hangs. */
class MisbehavingFluxTest {

    private final List<Object> discarded = new ArrayList<>();
    private final List<Throwable> dropped = new ArrayList<>();
    private final CountingWaker waker = new CountingWaker();
    private final TestPublisher<String> publisher =
            TestPublisher.createNoncompliant(Violation.ALLOW_NULL,
                    EnumSet.allOf(Violation.class).toArray(Violation[]::new));

    @BeforeEach
    void catchHooks() {
        dev.crossweave.Hooks.onDiscard(discarded::add);
        Hooks.onErrorDropped(dropped::add);
    }

    @AfterEach
    void resetHooks() {
        dev.crossweave.Hooks.onDiscard(null);
        Hooks.resetOnErrorDropped();
    }

    private PollableStream<String> stream(int capacity) {
        PollableStream<String> stream = ReactorStreams.fromFlux(publisher.flux(), capacity);
        assertThat(stream.poll(waker)).isEqualTo(PENDING);
        return stream;
    }

    private void failsWith(PollableStream<String> stream, String rule) {
        assertThat(waker.wakes()).as("the consumer is told").isPositive();
        assertThat(stream.poll(waker)).isEqualTo(END);
        assertThat(stream.end()).isInstanceOf(Outcome.Failure.class);
        assertThatThrownBy(() -> stream.end().orElseThrow()).hasMessageContaining(rule);
        stream.drop();
    }

    @Test
    void nullItem_failsTheStream() {
        PollableStream<String> stream = stream(4);
        assertThatThrownBy(() -> publisher.next((String) null)).isInstanceOf(NullPointerException.class);
        failsWith(stream, "§2.13");
    }

    @Test
    void moreItemsThanRequested_failTheStreamAfterThoseThatFit() {
        PollableStream<String> stream = stream(2);
        publisher.next("one", "two", "three");

        assertThat(stream.poll(waker)).isEqualTo(ITEM);
        assertThat(stream.take()).isEqualTo("one");
        assertThat(stream.poll(waker)).isEqualTo(ITEM);
        assertThat(stream.take()).isEqualTo("two");
        failsWith(stream, "§1.1");
        assertThat(discarded).containsExactly("three");
    }

    @Test
    void itemAfterTheEnd_isDiscardedAndTheBreachReportedOnce() {
        PollableStream<String> stream = stream(4);
        publisher.complete();
        publisher.next("late", "later");

        assertThat(stream.poll(waker)).isEqualTo(END);
        assertThat(stream.end()).isInstanceOf(Outcome.Value.class);
        assertThat(discarded).containsExactly("late", "later");
        assertThat(dropped).hasSize(1).first().asString().contains("§1.7");
        stream.drop();
    }

    @Test
    void secondEnd_doesNotReplaceTheFirst() {
        IllegalStateException failure = new IllegalStateException("after the end");
        PollableStream<String> stream = stream(4);
        publisher.complete();
        publisher.error(failure);

        assertThat(stream.poll(waker)).isEqualTo(END);
        assertThat(stream.end()).isInstanceOf(Outcome.Value.class);
        assertThat(dropped).containsExactly(failure); // L8
        stream.drop();
    }

    @Test
    void secondSubscription_failsTheStreamAndBothAreCancelled() {
        HandFlux<String> flux = new HandFlux<>();
        PollableStream<String> stream = ReactorStreams.fromFlux(flux, 4);
        stream.poll(waker);
        int[] cancels = new int[2];
        flux.subscriber.onSubscribe(counting(cancels, 0));
        flux.subscriber.onSubscribe(counting(cancels, 1));

        failsWith(stream, "§2.5");
        assertThat(cancels).containsExactly(1, 1);
    }

    private static Subscription counting(int[] cancels, int place) {
        return new Subscription() {
            @Override
            public void request(long n) {
            }

            @Override
            public void cancel() {
                cancels[place]++;
            }
        };
    }

    @ParameterizedTest
    @EnumSource(BeforeSubscription.class)
    void signalBeforeTheSubscription_endsTheStream(BeforeSubscription signal) {
        HandFlux<String> flux = new HandFlux<>();
        PollableStream<String> stream = ReactorStreams.fromFlux(flux, 4);
        stream.poll(waker);
        switch (signal) {
            case ITEM -> flux.subscriber.onNext("early");
            case COMPLETE -> flux.subscriber.onComplete();
            case ERROR -> flux.subscriber.onError(new IllegalStateException("§1.9: early"));
        }
        failsWith(stream, "§1.9");
    }

    private enum BeforeSubscription {
        ITEM, COMPLETE, ERROR
    }

    /** The first item's signal hasn't returned, since the consumer's waker doesn't, when a second one comes. */
    @Test
    void itemDuringAnotherItem_arrivesAfterIt() throws InterruptedException { // §1.3
        PollableStream<String> stream = stream(4);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        assertThat(stream.poll(() -> {
            inside.countDown();
            await(second);
        })).isEqualTo(PENDING);
        Thread slow = Thread.ofVirtual().start(() -> publisher.next("one"));
        await(inside);
        publisher.next("two");
        second.countDown();
        slow.join();

        for (String item : List.of("one", "two")) {
            assertThat(stream.poll(waker)).isEqualTo(ITEM);
            assertThat(stream.take()).isEqualTo(item);
        }
        stream.drop();
        assertThat(discarded).isEmpty();
    }

    /** The same for a Mono: the awaiter's waker doesn't return. */
    @Test
    void valueDuringAnotherValue_isDiscarded() throws InterruptedException { // §1.3
        TestPublisher<String> many = TestPublisher.createNoncompliant(Violation.CLEANUP_ON_TERMINATE);
        Task<String> task = ReactorTasks.<String>fromMono(Mono.fromDirect(many)).start();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        task.poll(() -> {
            inside.countDown();
            await(second);
        });
        Thread slow = Thread.ofVirtual().start(() -> many.next("one"));
        await(inside);
        many.next("two");
        second.countDown();
        slow.join();

        assertThat(task.resultNow()).isEqualTo("one");
        assertThat(discarded).containsExactly("two");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this test", e);
        }
    }

    @Test
    void nullInPlaceOfAnError_failsTheStream() {
        HandFlux<String> flux = new HandFlux<>();
        PollableStream<String> stream = ReactorStreams.fromFlux(flux, 4);
        stream.poll(waker);
        flux.subscriber.onSubscribe(counting(new int[1], 0));

        assertThatThrownBy(() -> flux.subscriber.onError(null)).isInstanceOf(NullPointerException.class);
        failsWith(stream, "§2.13");
    }

    @ParameterizedTest
    @EnumSource(LongRequest.class)
    void requestOfNothing_endsTheSubscriptionWithAnError(LongRequest request) { // §3.9
        Numbers numbers = new Numbers(10);
        List<Throwable> errors = new ArrayList<>();
        ReactorStreams.toFlux(numbers).subscribe(new CoreSubscriber<Integer>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(request.n);
            }

            @Override
            public void onNext(Integer item) {
                errors.add(new AssertionError("an item that nobody has asked for: " + item));
            }

            @Override
            public void onError(Throwable thrown) {
                errors.add(thrown);
            }

            @Override
            public void onComplete() {
                errors.add(new AssertionError("completed"));
            }
        });

        assertThat(errors).hasSize(1).first().isInstanceOf(IllegalArgumentException.class).asString().contains("3.9");
        assertThat(numbers.drops).isEqualTo(1);
    }

    private enum LongRequest {
        ZERO(0), NEGATIVE(-1), LEAST(Long.MIN_VALUE);

        final long n;

        LongRequest(long n) {
            this.n = n;
        }
    }

    @Test
    void monoThatGivesTwoValues_endsWithTheFirstAndDiscardsTheSecond() {
        Task<String> task = ReactorTasks.<String>fromMono(new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super String> actual) {
                actual.onSubscribe(Operators.emptySubscription());
                actual.onNext("first");
                actual.onNext("second");
                actual.onComplete();
            }
        }).start();

        assertThat(task.resultNow()).isEqualTo("first");
        assertThat(discarded).containsExactly("second");
    }
}
