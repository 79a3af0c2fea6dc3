package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Hooks;
import dev.crossweave.Task;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.CompositeException;
import io.reactivex.rxjava3.exceptions.UndeliverableException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Single or Maybe as a task: sources that misbehave, RxJava's exceptions, and its hooks. */
class SingleTaskTest {

    private final List<Throwable> undelivered = new ArrayList<>();
    private final List<Object> discarded = new ArrayList<>();

    @BeforeEach
    void listen() {
        RxJavaPlugins.setErrorHandler(undelivered::add);
        Hooks.onDiscard(discarded::add);
    }

    @AfterEach
    void stopListening() {
        RxJavaPlugins.setErrorHandler(null);
        Hooks.onDiscard(null);
    }

    /** Hands its observer to the test. */
    private static final class Raw extends Single<String> {
        private final AtomicInteger disposals = new AtomicInteger();
        private SingleObserver<? super String> observer;

        @Override
        protected void subscribeActual(SingleObserver<? super String> observer) {
            this.observer = observer;
            observer.onSubscribe(Disposable.fromRunnable(disposals::incrementAndGet));
        }
    }

    private final Raw raw = new Raw();
    private final Task<String> task = RxJavaTasks.fromSingle(raw);

    // ------------------------------------------------------------------------------------------ misbehaving sources

    @Test
    void nullValue_throwsToTheSourceAndFailsTheTask() { // L1: a Single has none
        task.start();

        assertThatThrownBy(() -> raw.observer.onSuccess(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onSuccess");

        assertThat(task.exceptionNow()).isInstanceOf(NullPointerException.class);
    }

    @Test
    void nullError_throwsToTheSourceAndFailsTheTask() {
        task.start();

        assertThatThrownBy(() -> raw.observer.onError(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onError");

        assertThat(task.exceptionNow()).isInstanceOf(NullPointerException.class);
    }

    @Test
    void secondValue_isDiscarded() {
        task.start();

        raw.observer.onSuccess("first");
        raw.observer.onSuccess("second");

        assertThat(task.resultNow()).isEqualTo("first");
        assertThat(discarded).containsExactly("second");
    }

    @Test
    void errorAfterTheValue_isUndeliverableOnce() { // L8
        Exception late = new Exception("late");
        task.start();

        raw.observer.onSuccess("value");
        raw.observer.onError(late);

        assertThat(task.resultNow()).isEqualTo("value");
        assertThat(undelivered).singleElement().isInstanceOf(UndeliverableException.class)
                .extracting(Throwable::getCause).isSameAs(late);
    }

    @Test
    void cancellationAfterCancel_isNotReported() { // L8
        task.start().cancel();

        raw.observer.onError(new CancellationException("what dispose brings about"));

        assertThat(undelivered).isEmpty();
        assertThat(raw.disposals).hasValue(1);
    }

    @Test
    void secondSubscription_isDisposed_andTheFirstGoesOn() {
        task.start();
        Disposable second = Disposable.empty();

        raw.observer.onSubscribe(second);
        raw.observer.onSuccess("value");

        assertThat(second.isDisposed()).isTrue();
        assertThat(task.resultNow()).isEqualTo("value");
    }

    // ------------------------------------------------------------------------------------------ exceptions

    @Test
    void compositeOfOne_isUnwrapped() { // L2
        Exception cause = new Exception("the only one");

        assertThat(RxJavaTasks.fromSingle(Single.error(new CompositeException(cause))).start().exceptionNow())
                .isSameAs(cause);
    }

    @Test
    void compositeOfTwo_isTheFailureItself() {
        CompositeException both = new CompositeException(new Exception("one"), new Exception("two"));

        assertThat(RxJavaTasks.fromSingle(Single.error(both)).start().exceptionNow()).isSameAs(both);
        assertThat(RxJavaTasks.fromMaybe(Maybe.error(both)).start().exceptionNow()).isSameAs(both);
    }

    @Test
    void nullPointerExceptionOfTheSource_isTheFailureItself() {
        NullPointerException own = new NullPointerException("the source's own");
        own.initCause(new Exception("its cause"));

        assertThat(RxJavaTasks.fromSingle(Single.unsafeCreate(observer -> {
            throw own;
        })).start().exceptionNow()).isSameAs(own);
    }

    @Test
    void timeoutOperator_isAFailure() throws Exception { // L1
        Task<Object> timed = RxJavaTasks.fromSingle(Single.never().timeout(1, TimeUnit.MILLISECONDS));

        assertThatThrownBy(timed::join).isInstanceOf(TimeoutException.class);
    }

    // ------------------------------------------------------------------------------------------ ordinary sources

    @Test
    void cancel_disposesOnce() { // L4
        task.start();

        task.cancel();
        task.cancel();

        assertThat(raw.disposals).hasValue(1);
    }

    @Test
    void value_disposesNothing() {
        task.start();
        raw.observer.onSuccess("value");

        assertThat(task.cancel()).isFalse();
        assertThat(raw.disposals).hasValue(0);
    }

    @Test
    void emptyMaybe_isNull() { // L1
        assertThat(RxJavaTasks.fromMaybe(Maybe.empty()).start().resultNow()).isNull();
    }

    @Test
    void cancelAndValue_onTwoThreads_giveOneOutcome() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Raw source = new Raw();
            Task<String> raced = RxJavaTasks.fromSingle(source).start();
            CyclicBarrier together = new CyclicBarrier(2);
            Thread other = Thread.ofVirtual().start(() -> {
                meet(together);
                source.observer.onSuccess("value " + raced);
            });
            meet(together);
            raced.cancel();
            other.join();

            assertThat(raced.isDone()).isTrue();
            assertThat(raced.isCancelled() ? discarded.size() : 1).isEqualTo(1); // L9: once, either way
            discarded.clear();
        }
        assertThat(undelivered).isEmpty();
    }

    static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError("the barrier of this test broke", e);
        }
    }
}
