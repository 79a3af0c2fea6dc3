package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Hooks;
import dev.crossweave.Task;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.UndeliverableException;
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

/** Singles, Maybes and Completables that break the rules: one outcome, and what is too much goes to a hook. */
class MisbehavingSinglesTest {

    /** A source whose signals the test gives. */
    private static final class Hand {
        private SingleObserver<? super String> single;
        private MaybeObserver<? super String> maybe;
        private CompletableObserver completable;

        /** Its value, or its end when it has none. */
        void end(String value) {
            if (single != null) {
                single.onSuccess(value);
            } else if (maybe != null) {
                maybe.onSuccess(value);
            } else {
                completable.onComplete();
            }
        }

        void fail(Throwable error) {
            if (single != null) {
                single.onError(error);
            } else if (maybe != null) {
                maybe.onError(error);
            } else {
                completable.onError(error);
            }
        }

        void connect(Disposable disposable) {
            if (single != null) {
                single.onSubscribe(disposable);
            } else if (maybe != null) {
                maybe.onSubscribe(disposable);
            } else {
                completable.onSubscribe(disposable);
            }
        }
    }

    private enum Kind {
        SINGLE, MAYBE, COMPLETABLE;

        Task<?> started(Hand hand) {
            return switch (this) {
                case SINGLE -> RxJavaTasks.<String>fromSingle(new Single<>() {
                    @Override
                    protected void subscribeActual(SingleObserver<? super String> observer) {
                        hand.single = observer;
                    }
                }).start();
                case MAYBE -> RxJavaTasks.<String>fromMaybe(new Maybe<>() {
                    @Override
                    protected void subscribeActual(MaybeObserver<? super String> observer) {
                        hand.maybe = observer;
                    }
                }).start();
                case COMPLETABLE -> RxJavaTasks.fromCompletable(new Completable() {
                    @Override
                    protected void subscribeActual(CompletableObserver observer) {
                        hand.completable = observer;
                    }
                }).start();
            };
        }

        /** What its task ends with, and what a second end leaves to be discarded. */
        Object outcome(String value) {
            return this == COMPLETABLE ? null : value;
        }

        List<Object> rest(String value) {
            return this == COMPLETABLE ? List.of() : List.of(value);
        }
    }

    private final Hand hand = new Hand();
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

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"SINGLE", "MAYBE"})
    void nullValue_isThrownAndFailsTheTask(Kind kind) {
        Task<?> task = kind.started(hand);
        Disposable disposable = Disposable.empty();
        hand.connect(disposable);

        assertThatThrownBy(() -> hand.end(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onSuccess").isSameAs(task.exceptionNow());
        assertThat(disposable.isDisposed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nullError_isThrownAndFailsTheTask(Kind kind) {
        Task<?> task = kind.started(hand);
        Disposable disposable = Disposable.empty();
        hand.connect(disposable);

        assertThatThrownBy(() -> hand.fail(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onError").isSameAs(task.exceptionNow());
        assertThat(disposable.isDisposed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void secondEnd_changesNothing(Kind kind) {
        Task<?> task = kind.started(hand);
        hand.connect(Disposable.empty());
        hand.end("first");
        hand.end("second");

        assertThat(task.resultNow()).isEqualTo(kind.outcome("first"));
        assertThat(discarded).isEqualTo(kind.rest("second")); // L9
        assertThat(undelivered).isEmpty();
    }

    @Test
    void completionOfAMaybe_afterItsValue_changesNothing() {
        Task<?> task = Kind.MAYBE.started(hand);
        hand.connect(Disposable.empty());
        hand.maybe.onSuccess("value");
        hand.maybe.onComplete();

        assertThat(task.resultNow()).isEqualTo("value");
        assertThat(discarded).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void errorAfterTheEnd_isUndeliverableOnce(Kind kind) { // L8
        IllegalStateException late = new IllegalStateException("late");
        Exception checked = new Exception("late, too");
        Task<?> task = kind.started(hand);
        hand.connect(Disposable.empty());
        hand.end("value");
        hand.fail(late);
        hand.fail(checked);

        assertThat(task.resultNow()).isEqualTo(kind.outcome("value"));
        assertThat(undelivered).hasSize(2);
        assertThat(undelivered.get(0)).isSameAs(late);
        assertThat(undelivered.get(1)).isInstanceOf(UndeliverableException.class).hasCause(checked);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void secondSubscription_isDisposedAndTheFirstGoesOn(Kind kind) {
        Task<?> task = kind.started(hand);
        Disposable first = Disposable.empty();
        Disposable second = Disposable.empty();
        hand.connect(first);
        hand.connect(second);
        hand.end("value");

        assertThat(second.isDisposed()).isTrue();
        assertThat(first.isDisposed()).isFalse();
        assertThat(task.resultNow()).isEqualTo(kind.outcome("value"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void endBeforeTheSubscription_isTheOutcomeAndWhatConnectsThenIsDisposed(Kind kind) {
        Task<?> task = kind.started(hand);
        Disposable disposable = Disposable.empty();
        hand.end("early");
        hand.connect(disposable);

        assertThat(task.resultNow()).isEqualTo(kind.outcome("early"));
        assertThat(disposable.isDisposed()).isTrue();
    }

    /** The first signal hasn't returned, since an awaiter's waker doesn't, when a second one comes. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void endDuringAnotherEnd_changesNothing(Kind kind) throws InterruptedException {
        Task<?> task = kind.started(hand);
        hand.connect(Disposable.empty());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        task.poll(() -> {
            inside.countDown();
            await(second);
        });
        Thread slow = Thread.ofVirtual().start(() -> hand.end("first"));
        await(inside);
        hand.end("second");
        second.countDown();
        slow.join();

        assertThat(task.resultNow()).isEqualTo(kind.outcome("first"));
        assertThat(discarded).isEqualTo(kind.rest("second"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this test", e);
        }
    }
}
