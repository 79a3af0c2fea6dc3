package dev.crossweave.samples.mutiny;

import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@link Uni} ↔ {@link Task}. The conversions and what they keep are in the table of this package. */
public final class MutinyTasks {

    private static final UniSubscription CANCELLED = () -> {
    };

    private MutinyTasks() {
    }

    /** A lazy task that subscribes once (L3), and owns what it has started (L4). */
    public static <T extends @Nullable Object> Task<T> fromUni(Uni<T> uni) {
        Objects.requireNonNull(uni, "fromUni needs a Uni, which is null here");
        return uni instanceof TaskUni<T> ours ? ours.task : new UniTask<>(uni);
    }

    /** A Uni that ends as the task does, for any number of subscribers; the first one starts a lazy task. */
    public static <T extends @Nullable Object> Uni<T> toUni(Task<T> task) {
        return new TaskUni<>(Objects.requireNonNull(task, "toUni needs a task, which is null here"));
    }

    /** A task that is itself the subscriber of its Uni. */
    private static final class UniTask<T extends @Nullable Object> extends Completer<T> implements UniSubscriber<T> {

        private @Nullable Uni<T> source; // until it is subscribed or given up (L16)

        /** Null, the subscription, or {@link #CANCELLED}: whoever comes second, cancel or the subscription, sees the first. */
        private final AtomicReference<@Nullable UniSubscription> subscription = new AtomicReference<>();

        UniTask(Uni<T> source) {
            super(true);
            this.source = source;
        }

        @Override
        protected void onStart() {
            Uni<T> cold = Objects.requireNonNull(source);
            source = null;
            cold.subscribe().withSubscriber(this);
        }

        @Override
        protected void onCancelUnstarted() {
            source = null;
        }

        @Override
        protected boolean onCancel() {
            UniSubscription running = subscription.getAndSet(CANCELLED);
            if (running != null) {
                running.cancel();
            }
            return true;
        }

        @Override
        protected void onLateError(Throwable error) {
            if (!(error instanceof InterruptedException)) { // which our own cancel caused (L8)
                Infrastructure.handleDroppedException(error);
            }
        }

        @Override
        public void onSubscribe(UniSubscription given) {
            if (!subscription.compareAndSet(null, given)) {
                given.cancel();
            }
        }

        @Override
        public void onItem(T item) {
            subscription.set(CANCELLED); // an ended task holds no source (L16)
            complete(item);
        }

        @Override
        public void onFailure(Throwable thrown) {
            subscription.set(CANCELLED);
            end(Outcome.ofThrown(thrown));
        }
    }

    /** A task seen as a Uni. */
    private static final class TaskUni<T extends @Nullable Object> extends AbstractUni<T> {

        final Task<T> task;

        TaskUni(Task<T> task) {
            this.task = task;
        }

        @Override
        public void subscribe(UniSubscriber<? super T> subscriber) {
            Awaiting<T> awaiting = new Awaiting<>(task.retain(), subscriber);
            subscriber.onSubscribe(awaiting);
            awaiting.wake();
        }
    }

    /** One subscription, and its waker: true once it has ended. */
    private static final class Awaiting<T extends @Nullable Object> extends AtomicBoolean
            implements UniSubscription, Waker {

        private static final long serialVersionUID = 1;

        private final transient Task<T> task;
        private final transient UniSubscriber<? super T> subscriber;

        Awaiting(Task<T> task, UniSubscriber<? super T> subscriber) {
            this.task = task;
            this.subscriber = subscriber;
        }

        @Override
        public void wake() {
            Poll<T> poll = get() ? Poll.pending() : task.poll(this);
            if (poll instanceof Outcome<T> outcome && compareAndSet(false, true)) {
                switch (outcome) {
                    case Outcome.Value<T>(T value) -> subscriber.onItem(value);
                    case Outcome.Failure<T>(Throwable cause) -> subscriber.onFailure(cause);
                    case Outcome.Cancelled<T> cancelled -> subscriber.onFailure(cancelled.toException());
                }
            }
        }

        @Override
        public void cancel() {
            if (compareAndSet(false, true)) {
                task.forget(this);
                task.release();
            }
        }
    }
}
