package dev.crossweave.rxjava;

import static dev.crossweave.PollableStream.Next.END;
import static dev.crossweave.PollableStream.Next.ITEM;
import static dev.crossweave.PollableStream.Next.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.Rest;
import dev.crossweave.Task;
import dev.crossweave.testkit.CountingWaker;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;

/** Flowables that break the rules end in a failure that names the rule or in a signal that keeps them; nothing hangs. */
class MisbehavingFlowableTest {

    private final List<Object> discarded = new ArrayList<>();
    private final List<Throwable> reported = new ArrayList<>();
    private final CountingWaker waker = new CountingWaker();
    private final HandFlowable<String> flowable = new HandFlowable<>();

    @BeforeEach
    void catchHooks() {
        Hooks.onDiscard(discarded::add);
        RxJavaPlugins.setErrorHandler(reported::add);
    }

    @AfterEach
    void resetHooks() {
        Hooks.onDiscard(null);
        RxJavaPlugins.setErrorHandler(null);
    }

    /** Counts how often it was cancelled. */
    private static final class Counted implements Subscription {
        private int cancels;

        @Override
        public void request(long n) {
        }

        @Override
        public void cancel() {
            cancels++;
        }
    }

    private final Counted subscription = new Counted();

    private PollableStream<String> stream(int capacity) {
        PollableStream<String> stream = RxJavaStreams.fromFlowable(flowable, capacity);
        stream.poll(waker);
        flowable.subscriber.onSubscribe(subscription);
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
    void nullItem_failsTheStreamAndCancelsTheSource() {
        PollableStream<String> stream = stream(4);
        assertThatThrownBy(() -> flowable.subscriber.onNext(null)).isInstanceOf(NullPointerException.class);
        failsWith(stream, "§2.13");
        assertThat(subscription.cancels).isEqualTo(1);
    }

    @Test
    void nullError_failsTheStreamAndCancelsTheSource() {
        PollableStream<String> stream = stream(4);
        assertThatThrownBy(() -> flowable.subscriber.onError(null)).isInstanceOf(NullPointerException.class);
        failsWith(stream, "§2.13");
        assertThat(subscription.cancels).isEqualTo(1);
    }

    @Test
    void moreItemsThanRequested_failTheStreamAfterThoseThatFit() {
        PollableStream<String> stream = stream(2);
        flowable.subscriber().onNext("one");
        flowable.subscriber().onNext("two");
        flowable.subscriber().onNext("three");

        assertThat(stream.poll(waker)).isEqualTo(ITEM);
        assertThat(stream.take()).isEqualTo("one");
        assertThat(stream.poll(waker)).isEqualTo(ITEM);
        assertThat(stream.take()).isEqualTo("two");
        failsWith(stream, "§1.1");
        assertThat(discarded).containsExactly("three");
        assertThat(subscription.cancels).isEqualTo(1);
    }

    @Test
    void signalsAfterTheEnd_areDiscardedOrReportedAndChangeNothing() {
        IllegalStateException failure = new IllegalStateException("after the end");
        PollableStream<String> stream = stream(4);
        flowable.subscriber.onComplete();
        flowable.subscriber().onNext("late");
        flowable.subscriber().onNext("later");
        flowable.subscriber.onError(failure);
        flowable.subscriber.onComplete();

        assertThat(stream.poll(waker)).isEqualTo(END);
        assertThat(stream.end()).isEqualTo(Poll.ready(null));
        assertThat(discarded).containsExactly("late", "later");
        assertThat(reported).hasSize(2); // the breach once, and the error once (L8)
        assertThat(reported.get(0)).hasStackTraceContaining("§1.7");
        assertThat(reported.get(1)).isSameAs(failure);
        stream.drop();
    }

    @Test
    void secondSubscription_failsTheStreamAndBothAreCancelled() {
        PollableStream<String> stream = stream(4);
        flowable.subscriber.onSubscribe(subscription);

        failsWith(stream, "§2.5");
        assertThat(subscription.cancels).isEqualTo(2);
    }

    private enum Early {
        ITEM, COMPLETE, ERROR
    }

    @ParameterizedTest
    @EnumSource(Early.class)
    void signalBeforeTheSubscription_endsTheStream(Early signal) {
        PollableStream<String> stream = RxJavaStreams.fromFlowable(flowable, 4);
        stream.poll(waker);
        switch (signal) {
            case ITEM -> flowable.subscriber().onNext("early");
            case COMPLETE -> flowable.subscriber.onComplete();
            case ERROR -> flowable.subscriber.onError(new IllegalStateException("§1.9: early"));
        }
        failsWith(stream, "§1.9");
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
        Thread slow = Thread.ofVirtual().start(() -> flowable.subscriber().onNext("one"));
        await(inside);
        flowable.subscriber().onNext("two");
        second.countDown();
        slow.join();

        for (String item : List.of("one", "two")) {
            assertThat(stream.poll(waker)).isEqualTo(ITEM);
            assertThat(stream.take()).isEqualTo(item);
        }
        stream.drop();
        assertThat(discarded).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this test", e);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void requestOfNothing_endsTheSubscriptionWithAnError(long request) { // §3.9
        Numbers numbers = new Numbers(10);
        List<Throwable> errors = new ArrayList<>();
        RxJavaStreams.toFlowable(numbers).subscribe(new FlowableSubscriber<Integer>() {
            @Override
            public void onSubscribe(Subscription given) {
                given.request(request);
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

    // ------------------------------------------------------------------------------------------ the first of many

    private Task<String> first(Rest rest) {
        Task<String> task = RxJavaTasks.<String>first(flowable, rest).start();
        flowable.subscriber.onSubscribe(subscription);
        return task;
    }

    @ParameterizedTest
    @EnumSource(Rest.class)
    void first_ofNull_failsTheTaskAndCancelsTheSource(Rest rest) {
        Task<String> task = first(rest);
        assertThatThrownBy(() -> flowable.subscriber.onNext(null)).isInstanceOf(NullPointerException.class)
                .isSameAs(task.exceptionNow());
        assertThat(subscription.cancels).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Rest.class)
    void first_withASecondSubscription_cancelsThatAndGoesOn(Rest rest) {
        Task<String> task = first(rest);
        Counted second = new Counted();
        flowable.subscriber.onSubscribe(second);
        flowable.subscriber().onNext("value");
        flowable.subscriber.onComplete();

        assertThat(second.cancels).isEqualTo(1);
        assertThat(task.resultNow()).isEqualTo("value");
    }

    @ParameterizedTest
    @EnumSource(Rest.class)
    void first_afterTheEnd_discardsAndReportsOnce(Rest rest) {
        IllegalStateException late = new IllegalStateException("late");
        Task<String> task = first(rest);
        flowable.subscriber.onComplete();
        flowable.subscriber().onNext("late");
        flowable.subscriber.onError(late);

        assertThat(task.resultNow()).isNull();
        assertThat(discarded).containsExactly("late");
        assertThat(reported).containsExactly(late); // L8
    }
}
