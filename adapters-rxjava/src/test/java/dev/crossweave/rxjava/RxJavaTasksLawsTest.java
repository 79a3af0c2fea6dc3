package dev.crossweave.rxjava;

import static dev.crossweave.testkit.Trait.COLD;
import static dev.crossweave.testkit.Trait.FAILS_LATE;
import static dev.crossweave.testkit.Trait.HANDLE_HAS_NULL;
import static dev.crossweave.testkit.Trait.OWN_LATE_ERRORS;
import static dev.crossweave.testkit.Trait.ROUND_TRIPS;
import static dev.crossweave.testkit.Trait.SOURCE_HAS_NULL;

import dev.crossweave.Outcome;
import dev.crossweave.Task;
import dev.crossweave.testkit.AdapterFixture;
import dev.crossweave.testkit.AdapterLaws;
import dev.crossweave.testkit.HandleProbe;
import dev.crossweave.testkit.SourceProbe;
import dev.crossweave.testkit.Trait;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.CompositeException;
import io.reactivex.rxjava3.exceptions.UndeliverableException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;

/** {@link RxJavaTasks} keeps the laws for single values. */
class RxJavaTasksLawsTest {

    /** A Single in, a Single out. */
    @Nested
    class OfSingle extends AdapterLaws<Single<Object>> {
        @Override
        protected AdapterFixture<Single<Object>> fixture() {
            return new SingleFixture();
        }
    }

    /** A Maybe in, a Maybe out. */
    @Nested
    class OfMaybe extends AdapterLaws<Maybe<Object>> {
        @Override
        protected AdapterFixture<Maybe<Object>> fixture() {
            return new MaybeFixture();
        }
    }

    /** A Completable in, a Completable out. It carries no value: the fixture adds it again on both ways. */
    @Nested
    class OfCompletable extends AdapterLaws<Completable> {
        @Override
        protected AdapterFixture<Completable> fixture() {
            return new CompletableFixture();
        }
    }

    private abstract static class RxFixture<S> implements AdapterFixture<S> {

        @Override
        public List<UnaryOperator<Throwable>> wrappers() {
            return List.of(CompositeException::new);
        }

        /** RxJava wraps what it can't deliver, to say so. */
        @Override
        public void ownLateErrors(Consumer<? super Throwable> receiver) {
            RxJavaPlugins.setErrorHandler(receiver == null
                    ? null
                    : error -> receiver.accept(error instanceof UndeliverableException ? error.getCause() : error));
        }
    }

    private static final class SingleFixture extends RxFixture<Single<Object>> {

        @Override
        public Set<Trait> traits() {
            return Set.of(COLD, FAILS_LATE, OWN_LATE_ERRORS, ROUND_TRIPS);
        }

        @Override
        public SourceProbe<Single<Object>> source() {
            return new SingleProbe();
        }

        @Override
        public Task<Object> toTask(Single<Object> source) {
            return RxJavaTasks.fromSingle(source);
        }

        @Override
        public HandleProbe handle(Task<Object> task) {
            HandleProbe probe = new HandleProbe();
            Disposable subscription = RxJavaTasks.toSingle(task).subscribe(probe::value, probe::thrown);
            return probe.endedBy("dispose", subscription::dispose);
        }

        @Override
        public Task<Object> roundTrip(Task<Object> task) {
            return RxJavaTasks.fromSingle(RxJavaTasks.toSingle(task));
        }
    }

    private static final class MaybeFixture extends RxFixture<Maybe<Object>> {

        @Override
        public Set<Trait> traits() {
            return Set.of(COLD, SOURCE_HAS_NULL, HANDLE_HAS_NULL, FAILS_LATE, OWN_LATE_ERRORS, ROUND_TRIPS);
        }

        @Override
        public SourceProbe<Maybe<Object>> source() {
            return new MaybeProbe();
        }

        @Override
        public Task<Object> toTask(Maybe<Object> source) {
            return RxJavaTasks.fromMaybe(source);
        }

        @Override
        public HandleProbe handle(Task<Object> task) {
            HandleProbe probe = new HandleProbe();
            Disposable subscription =
                    RxJavaTasks.toMaybe(task).subscribe(probe::value, probe::thrown, probe::completed);
            return probe.endedBy("dispose", subscription::dispose);
        }

        @Override
        public Task<Object> roundTrip(Task<Object> task) {
            return RxJavaTasks.fromMaybe(RxJavaTasks.toMaybe(task));
        }
    }

    private static final class CompletableFixture extends RxFixture<Completable> {

        @Override
        public Set<Trait> traits() {
            return Set.of(COLD, SOURCE_HAS_NULL, HANDLE_HAS_NULL, FAILS_LATE, OWN_LATE_ERRORS);
        }

        @Override
        public SourceProbe<Completable> source() {
            return new CompletableProbe();
        }

        @Override
        public Task<Object> toTask(Completable source) {
            AtomicReference<Object> value = source instanceof ValuedCompletable ours ? ours.value : null; // no more of it (L16)
            return RxJavaTasks.fromCompletable(source).map(nothing -> value.get());
        }

        @Override
        public HandleProbe handle(Task<Object> task) {
            HandleProbe probe = new HandleProbe();
            Disposable subscription = RxJavaTasks.toCompletable(task).subscribe(() -> {
                if (task.resultNow() == null) {
                    probe.completed();
                } else {
                    probe.value(task.resultNow());
                }
            }, probe::thrown);
            return probe.endedBy("dispose", subscription::dispose);
        }
    }

    /** Remembers what it would have emitted. */
    private abstract static class ValuedCompletable extends Completable {
        final AtomicReference<Object> value = new AtomicReference<>();
    }

    private static final class CompletableProbe extends SourceProbe<Completable> {

        private final Completable completable = new ValuedCompletable() {
            @Override
            protected void subscribeActual(CompletableObserver observer) {
                started();
                observer.onSubscribe(Disposable.fromRunnable(() -> cancelled()));
                onEnd(outcome -> {
                    switch (outcome) {
                        case Outcome.Value<Object>(Object ended) -> {
                            value.set(ended);
                            observer.onComplete();
                        }
                        case Outcome.Failure<Object>(Throwable cause) -> observer.onError(cause);
                        case Outcome.Cancelled<Object> cancelled -> observer.onError(
                                new CancellationException("cancelled by somebody else"));
                    }
                });
            }
        };

        @Override
        public Completable source() {
            return completable;
        }
    }

    private static final class SingleProbe extends SourceProbe<Single<Object>> {

        private final Single<Object> single = new Single<>() {
            @Override
            protected void subscribeActual(SingleObserver<? super Object> observer) {
                started();
                observer.onSubscribe(Disposable.fromRunnable(() -> cancelled()));
                onEnd(outcome -> {
                    switch (outcome) {
                        case Outcome.Value<Object>(Object value) -> observer.onSuccess(value);
                        case Outcome.Failure<Object>(Throwable cause) -> observer.onError(cause);
                        case Outcome.Cancelled<Object> cancelled -> observer.onError(
                                new CancellationException("cancelled by somebody else"));
                    }
                });
            }
        };

        @Override
        public Single<Object> source() {
            return single;
        }
    }

    private static final class MaybeProbe extends SourceProbe<Maybe<Object>> {

        private final Maybe<Object> maybe = new Maybe<>() {
            @Override
            protected void subscribeActual(MaybeObserver<? super Object> observer) {
                started();
                observer.onSubscribe(Disposable.fromRunnable(() -> cancelled()));
                onEnd(outcome -> {
                    switch (outcome) {
                        case Outcome.Value<Object>(Object value) when value == null -> observer.onComplete();
                        case Outcome.Value<Object>(Object value) -> observer.onSuccess(value);
                        case Outcome.Failure<Object>(Throwable cause) -> observer.onError(cause);
                        case Outcome.Cancelled<Object> cancelled -> observer.onError(
                                new CancellationException("cancelled by somebody else"));
                    }
                });
            }
        };

        @Override
        public Maybe<Object> source() {
            return maybe;
        }
    }
}
