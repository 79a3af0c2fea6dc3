package dev.crossweave.reactor;

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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** {@link ReactorTasks} keeps the laws for single values. */
class ReactorTasksLawsTest extends AdapterLaws<Mono<Object>> {

    @Override
    protected AdapterFixture<Mono<Object>> fixture() {
        return new MonoFixture();
    }

    private static final class MonoFixture implements AdapterFixture<Mono<Object>> {

        @Override
        public Set<Trait> traits() {
            return Set.of(COLD, SOURCE_HAS_NULL, HANDLE_HAS_NULL, FAILS_LATE, OWN_LATE_ERRORS, ROUND_TRIPS);
        }

        @Override
        public SourceProbe<Mono<Object>> source() {
            return new MonoProbe();
        }

        @Override
        public Task<Object> toTask(Mono<Object> source) {
            return ReactorTasks.fromMono(source);
        }

        @Override
        public HandleProbe handle(Task<Object> task) {
            HandleProbe probe = new HandleProbe();
            Disposable subscription =
                    ReactorTasks.toMono(task).subscribe(probe::value, probe::thrown, probe::completed);
            return probe.endedBy("dispose", subscription::dispose);
        }

        @Override
        public Task<Object> roundTrip(Task<Object> task) {
            return ReactorTasks.fromMono(ReactorTasks.toMono(task));
        }

        @Override
        public List<UnaryOperator<Throwable>> wrappers() {
            return List.of(Exceptions::propagate);
        }

        @Override
        public void ownLateErrors(Consumer<? super Throwable> receiver) {
            if (receiver == null) {
                Hooks.resetOnErrorDropped();
            } else {
                Hooks.onErrorDropped(receiver::accept);
            }
        }
    }

    private static final class MonoProbe extends SourceProbe<Mono<Object>> {

        private final Mono<Object> mono = new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Object> actual) {
                started();
                actual.onSubscribe(new Subscription() {
                    @Override
                    public void request(long n) {
                        onEnd(outcome -> signal(actual, outcome));
                    }

                    @Override
                    public void cancel() {
                        cancelled();
                    }
                });
            }
        };

        @Override
        public Mono<Object> source() {
            return mono;
        }

        private static void signal(CoreSubscriber<? super Object> actual, Outcome<Object> outcome) {
            switch (outcome) {
                case Outcome.Value<Object>(Object value) -> {
                    if (value != null) {
                        actual.onNext(value);
                    }
                    actual.onComplete();
                }
                case Outcome.Failure<Object>(Throwable cause) -> actual.onError(cause);
                case Outcome.Cancelled<Object> cancelled -> actual.onError(
                        new CancellationException("cancelled by somebody else"));
            }
        }
    }
}
