package dev.crossweave.reactor;

import dev.crossweave.Outcome;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** A task seen as a Mono. */
final class TaskMono<T> extends Mono<T> {

    private final Task<@Nullable T> task;

    TaskMono(Task<@Nullable T> task) {
        this.task = task;
    }

    Task<@Nullable T> task() {
        return task;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        await(task, actual);
    }

    static <T> void await(Task<@Nullable T> task, CoreSubscriber<? super T> actual) {
        Awaiting<T> awaiting = new Awaiting<>(task.retain(), actual);
        actual.onSubscribe(awaiting);
        awaiting.wake();
    }

    /**
     * One subscription; it is the waker. Its state goes up only:
     *
     * <pre>
     * WAITING ── request ─► REQUESTED ─┐
     *    │                             ├─ both ─► DONE (the value is handed on)
     *    └────── a value ──► HOLDING ──┘
     * any ── error, empty, cancel, bad request ─► DONE
     * </pre>
     */
    private static final class Awaiting<T> implements Subscription, Waker {

        private static final int WAITING = 0;
        private static final int REQUESTED = 1;
        private static final int HOLDING = 2;
        private static final int DONE = 3;

        private static final VarHandle STATE;

        static {
            try {
                STATE = MethodHandles.lookup().findVarHandle(Awaiting.class, "state", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private volatile int state = WAITING;

        private final Task<@Nullable T> task;
        private final CoreSubscriber<? super T> actual;

        Awaiting(Task<@Nullable T> task, CoreSubscriber<? super T> actual) {
            this.task = task;
            this.actual = actual;
        }

        @Override
        public void wake() {
            if (state == DONE) {
                return;
            }
            if (!(task.poll(this) instanceof Outcome<@Nullable T> outcome)) {
                if (state == DONE) { // it registers and then reads, the one who cancels writes and then takes it off the list
                    task.forget(this);
                }
                return;
            }
            switch (outcome) {
                case Outcome.Value<@Nullable T> some -> end(some.value());
                case Outcome.Failure<@Nullable T> failure -> fail(failure.cause());
                case Outcome.Cancelled<@Nullable T> cancelled -> fail(cancelled.toException());
            }
        }

        private void end(@Nullable T value) {
            if (value == null) {
                if (finish()) {
                    actual.onComplete();
                }
            } else if ((state != WAITING || !move(WAITING, HOLDING)) && move(REQUESTED, DONE)) { // no vain atomic
                emit(value);
            }
        }

        private void fail(Throwable cause) {
            if (finish()) {
                actual.onError(cause);
            }
        }

        private void emit(T value) {
            actual.onNext(value);
            actual.onComplete();
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                refuse(n);
            } else if (!move(WAITING, REQUESTED) && move(HOLDING, DONE)) {
                emit(Objects.requireNonNull(task.resultNow()));
            }
        }

        /** §3.9: an error for the subscriber, which ends the subscription. */
        private void refuse(long n) {
            if (finish()) {
                letGo();
                actual.onError(Exceptions.nullOrNegativeRequestException(n));
            }
        }

        @Override
        public void cancel() {
            if (finish()) {
                letGo();
            }
        }

        private void letGo() {
            task.forget(this);
            task.release();
        }

        private boolean move(int from, int to) {
            return STATE.compareAndSet(this, from, to);
        }

        private boolean finish() {
            return (int) STATE.getAndSet(this, DONE) != DONE;
        }
    }
}
