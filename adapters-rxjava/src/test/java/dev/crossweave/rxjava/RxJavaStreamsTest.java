package dev.crossweave.rxjava;

import static dev.crossweave.PollableStream.Next.END;
import static dev.crossweave.PollableStream.Next.ITEM;
import static dev.crossweave.PollableStream.Next.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Hooks;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import dev.crossweave.testkit.CountingWaker;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.CompositeException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link RxJavaStreams} adds to the laws: fusion, composites of errors, threads, and sources that break the rules. */
class RxJavaStreamsTest {

    private final List<Object> discarded = new ArrayList<>();
    private final List<Throwable> reported = new ArrayList<>();
    private final CountingWaker waker = new CountingWaker();

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

    private static List<Object> itemsOf(PollableStream<?> stream) {
        List<Object> items = new ArrayList<>();
        while (stream.poll(Waker.NOOP) == ITEM) {
            items.add(stream.take());
        }
        return items;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 7, 8, 255, 256, 257, 448, 1_000})
    void fusedFlowable_ofAnyLength_arrivesWhole(int count) {
        for (int capacity : new int[]{1, 2, 4, 256}) {
            Flowable<Integer> flowable = Flowable.range(0, count).map(number -> number);
            PollableStream<Integer> stream = RxJavaStreams.fromFlowable(flowable, capacity);

            assertThat(itemsOf(stream)).isEqualTo(flowable.toList().blockingGet());
            assertThat(stream.poll(Waker.NOOP)).isEqualTo(END);
            assertThat(stream.end()).isEqualTo(Poll.ready(null));
            stream.drop();
        }
    }

    @Test
    void fusedFlowable_whoseFunctionThrows_failsAfterTheItemsBeforeIt() { // S2
        IllegalStateException failure = new IllegalStateException("at three");
        PollableStream<Integer> stream = RxJavaStreams.fromFlowable(Flowable.range(0, 10).map(number -> {
            if (number == 3) {
                throw failure;
            }
            return number;
        }));

        assertThat(itemsOf(stream)).containsExactly(0, 1, 2);
        assertThatThrownBy(() -> stream.end().orElseThrow()).isSameAs(failure);
        stream.drop();
    }

    @Test
    void composite_ofSeveralErrors_hasThemAsSuppressed() { // L2
        IllegalStateException one = new IllegalStateException("one");
        IllegalStateException two = new IllegalStateException("two");
        CompositeException both = new CompositeException(one, two);
        PollableStream<Object> stream = RxJavaStreams.fromFlowable(Flowable.error(both));

        stream.poll(Waker.NOOP);
        assertThatThrownBy(() -> stream.end().orElseThrow()).isSameAs(both).hasSuppressedException(one)
                .hasSuppressedException(two);
        stream.drop();
    }

    @Test
    void itemsOfOtherThreads_arriveInOrder() {
        Flowable<Integer> source = Flowable.range(0, 100_000).observeOn(Schedulers.computation());
        Flowable<Integer> back = RxJavaStreams.toFlowable(RxJavaStreams.fromFlowable(
                RxJavaStreams.toFlowable(RxJavaStreams.fromFlowable(source, 16)).map(number -> number), 7))
                .map(number -> number).observeOn(Schedulers.computation(), false, 5);

        assertThat(back.toList().blockingGet()).hasSize(100_000).isSorted();
    }

    @ParameterizedTest
    @EnumSource(Overflow.class)
    void observableOfAnotherThread_losesNothingButByItsPolicy(Overflow overflow) {
        int count = 50_000;
        PollableStream<Integer> stream = RxJavaStreams.fromObservable(
                Observable.range(0, count).subscribeOn(Schedulers.computation()), overflow, count);

        assertThat(RxJavaStreams.toFlowable(stream).toList().blockingGet()).hasSize(count).isSorted();
        assertThat(discarded).isEmpty();
    }

    // ------------------------------------------------------------------------------------------ broken rules

    /** An Observable whose signals the test gives. */
    private static final class HandObservable extends Observable<String> {
        private Observer<? super String> observer;

        @Override
        protected void subscribeActual(Observer<? super String> actual) {
            observer = actual;
        }
    }

    private final HandObservable hand = new HandObservable();
    private final PollableStream<String> stream = RxJavaStreams.fromObservable(hand, Overflow.FAIL, 4);

    private void connect(Disposable disposable) {
        assertThat(stream.poll(waker)).isEqualTo(PENDING);
        hand.observer.onSubscribe(disposable);
    }

    private void failsWith(String message) {
        assertThat(waker.wakes()).as("the consumer is told").isEqualTo(1);
        assertThat(stream.poll(waker)).isEqualTo(END);
        assertThatThrownBy(() -> stream.end().orElseThrow()).hasMessageContaining(message);
        stream.drop();
    }

    @Test
    void nullItem_failsTheStreamAndDisposesTheSource() {
        Disposable disposable = Disposable.empty();
        connect(disposable);

        assertThatThrownBy(() -> hand.observer.onNext(null)).isInstanceOf(NullPointerException.class);

        assertThat(disposable.isDisposed()).isTrue();
        failsWith("null");
    }

    @Test
    void nullError_failsTheStreamAndDisposesTheSource() {
        Disposable disposable = Disposable.empty();
        connect(disposable);

        assertThatThrownBy(() -> hand.observer.onError(null)).isInstanceOf(NullPointerException.class);

        assertThat(disposable.isDisposed()).isTrue();
        failsWith("null");
    }

    @Test
    void moreItemsThanThereIsRoomFor_failTheStreamAfterThoseThatFit() { // S4
        connect(Disposable.empty());
        for (String item : List.of("one", "two", "three", "four", "five")) {
            hand.observer.onNext(item);
        }

        assertThat(itemsOf(stream)).containsExactly("one", "two", "three", "four");
        assertThat(discarded).containsExactly("five");
        failsWith("room");
    }

    @Test
    void secondSubscription_failsTheStreamAndBothAreDisposed() {
        Disposable first = Disposable.empty();
        Disposable second = Disposable.empty();
        connect(first);
        hand.observer.onSubscribe(second);

        assertThat(first.isDisposed() && second.isDisposed()).isTrue();
        failsWith("second");
    }

    @Test
    void signalsAfterTheEnd_areDiscardedOrReportedAndChangeNothing() {
        IllegalStateException late = new IllegalStateException("late");
        connect(Disposable.empty());
        hand.observer.onComplete();
        hand.observer.onNext("late");
        hand.observer.onError(late);

        assertThat(stream.poll(waker)).isEqualTo(END);
        assertThat(stream.end()).isEqualTo(Poll.ready(null));
        assertThat(discarded).containsExactly("late");
        assertThat(reported).containsExactly(late); // L8
        stream.drop();
    }

    @Test
    void subscriptionAfterTheDrop_isDisposed() {
        stream.poll(waker);
        stream.drop();
        Disposable disposable = Disposable.empty();

        hand.observer.onSubscribe(disposable);

        assertThat(disposable.isDisposed()).isTrue();
    }

    @Test
    void disposeThatThrows_isReportedOnce() { // L18
        connect(Disposable.fromRunnable(() -> {
            throw new IllegalStateException("dispose");
        }));

        stream.drop();

        assertThat(reported).hasSize(1);
    }
}
