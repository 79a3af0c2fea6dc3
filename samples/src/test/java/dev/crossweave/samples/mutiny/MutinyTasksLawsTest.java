package dev.crossweave.samples.mutiny;

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
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniSubscriber;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** {@link MutinyTasks}, an adapter of a third party, keeps the laws for single values. */
class MutinyTasksLawsTest extends AdapterLaws<Uni<Object>> {

    @Override
    protected AdapterFixture<Uni<Object>> fixture() {
        return new UniFixture();
    }

    private static final class UniFixture implements AdapterFixture<Uni<Object>> {

        @Override
        public Set<Trait> traits() {
            return Set.of(COLD, SOURCE_HAS_NULL, HANDLE_HAS_NULL, FAILS_LATE, OWN_LATE_ERRORS, ROUND_TRIPS);
        }

        @Override
        public SourceProbe<Uni<Object>> source() {
            return new UniProbe();
        }

        @Override
        public Task<Object> toTask(Uni<Object> source) {
            return MutinyTasks.fromUni(source);
        }

        @Override
        public HandleProbe handle(Task<Object> task) {
            HandleProbe probe = new HandleProbe();
            Cancellable subscription = MutinyTasks.toUni(task).subscribe().with(probe::value, probe::thrown);
            return probe.endedBy("cancel", subscription::cancel);
        }

        @Override
        public Task<Object> roundTrip(Task<Object> task) {
            return MutinyTasks.fromUni(MutinyTasks.toUni(task));
        }

        @Override
        public Throwable timeout() {
            return new TimeoutException();
        }

        @Override
        public void ownLateErrors(Consumer<? super Throwable> receiver) {
            if (receiver == null) {
                Infrastructure.resetDroppedExceptionHandler();
            } else {
                Infrastructure.setDroppedExceptionHandler(receiver::accept);
            }
        }
    }

    private static final class UniProbe extends SourceProbe<Uni<Object>> {

        private final Uni<Object> uni = new AbstractUni<>() {
            @Override
            public void subscribe(UniSubscriber<? super Object> subscriber) {
                started();
                subscriber.onSubscribe(UniProbe.this::cancelled);
                onEnd(outcome -> signal(subscriber, outcome));
            }
        };

        @Override
        public Uni<Object> source() {
            return uni;
        }

        private static void signal(UniSubscriber<? super Object> subscriber, Outcome<Object> outcome) {
            switch (outcome) {
                case Outcome.Value<Object>(Object value) -> subscriber.onItem(value);
                case Outcome.Failure<Object>(Throwable cause) -> subscriber.onFailure(cause);
                case Outcome.Cancelled<Object> cancelled -> subscriber.onFailure(
                        new CancellationException("cancelled by somebody else"));
            }
        }
    }
}
