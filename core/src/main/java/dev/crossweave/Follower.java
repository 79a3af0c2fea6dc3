package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A task that makes its outcome out of another's: what {@link Task#map}, {@link Task#then}, {@link Task#recover} and
 * {@link Task#whenDone} return. It is the waker of the task that it follows, and releases that when it is cancelled.
 *
 * <p>Cost: one object, and one for the step. Atomic operations: those of a {@link Completer}, and one more for each task
 * followed, which makes sure that each outcome is taken once.
 */
final class Follower<S extends @Nullable Object, R extends @Nullable Object> extends Completer<R> implements Waker {

    private static final VarHandle FOLLOWED;

    static {
        try {
            FOLLOWED = MethodHandles.lookup().findVarHandle(Follower.class, "followed", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What becomes of the outcome: ends the follower, or has it follow another task. */
    private interface Step<S extends @Nullable Object, R extends @Nullable Object> {
        void take(Outcome<S> outcome, Follower<S, R> into) throws Exception;
    }

    /** First the source, with {@link #then} its successor. Null while nothing is followed. */
    private volatile @Nullable Task<?> followed;

    /** Null once it has been taken. Written before {@link #followed} gets a successor, read after that was seen. */
    private @Nullable Step<S, R> step;

    private Follower(Task<S> source, Step<S, R> step) {
        super(0, null); // lazy; the function brings its own context
        this.followed = source.retain();
        this.step = step;
    }

    // ------------------------------------------------------------------------------------------ the four

    static <S extends @Nullable Object, R extends @Nullable Object> Task<R> map(Task<S> source,
            Function<? super S, ? extends R> function) {
        Objects.requireNonNull(function, "map needs a function, which is null here");
        Function<? super S, ? extends R> inContext = TaskContext.capture().wrapFunction(function);
        return of(source, (outcome, into) -> {
            if (outcome instanceof Outcome.Value<S>(S value)) {
                into.complete(inContext.apply(value));
            } else {
                into.pass(withoutValue(outcome));
            }
        });
    }

    static <S extends @Nullable Object, R extends @Nullable Object> Task<R> then(Task<S> source,
            Function<? super S, ? extends Task<? extends R>> function) {
        Objects.requireNonNull(function, "then needs a function, which is null here");
        Function<? super S, ? extends Task<? extends R>> inContext = TaskContext.capture().wrapFunction(function);
        return of(source, (outcome, into) -> {
            if (outcome instanceof Outcome.Value<S>(S value)) {
                into.followNext(Objects.requireNonNull(inContext.apply(value),
                        "the function of then gave null; expected a task"));
            } else {
                into.pass(withoutValue(outcome));
            }
        });
    }

    static <T extends @Nullable Object> Task<T> recover(Task<T> source,
            Function<? super Throwable, ? extends T> function) {
        Objects.requireNonNull(function, "recover needs a function, which is null here");
        Function<? super Throwable, ? extends T> inContext = TaskContext.capture().wrapFunction(function);
        return of(source, (outcome, into) -> {
            if (outcome instanceof Outcome.Failure<T>(Throwable cause)) {
                into.complete(inContext.apply(cause));
            } else {
                into.pass(outcome);
            }
        });
    }

    static <T extends @Nullable Object> Task<T> whenDone(Task<T> source, Consumer<? super Outcome<T>> action) {
        Objects.requireNonNull(action, "whenDone needs an action, which is null here");
        Consumer<? super Outcome<T>> inContext = TaskContext.capture().wrapConsumer(action);
        return of(source, (outcome, into) -> {
            try {
                inContext.accept(outcome);
            } catch (Throwable thrown) {
                if (outcome instanceof Outcome.Value<T>) {
                    throw thrown;
                }
                into.late(thrown); // the source's own failure is what awaiters are to see (L2)
            }
            into.pass(outcome);
        });
    }

    /** As lazy as its source: a hot one is followed from now on, awaited or not. */
    private static <S extends @Nullable Object, R extends @Nullable Object> Task<R> of(Task<S> source,
            Step<S, R> step) {
        Follower<S, R> follower = new Follower<>(source, step);
        return ((TaskState) source).isStarted() ? follower.start() : follower;
    }

    @SuppressWarnings("unchecked") // a failure and a cancellation hold no S
    private static <R extends @Nullable Object> Outcome<R> withoutValue(Outcome<?> outcome) {
        return (Outcome<R>) outcome;
    }

    // ------------------------------------------------------------------------------------------ following

    @Override
    protected @Nullable Task<?> waitsFor() {
        return followed;
    }

    /** Through the trampoline, for a chain of lazy tasks starts from its end (L14). */
    @Override
    protected void onStart() {
        Trampoline.run(this);
    }

    @Override
    @SuppressWarnings("unchecked") // while the step is there the source is followed, afterwards its successor
    public void wake() {
        Task<?> task = followed;
        if (task == null || !(task.poll(this) instanceof Outcome<?> outcome)
                || !FOLLOWED.compareAndSet(this, task, null)) {
            return;
        }
        Step<S, R> once = step;
        step = null;
        if (once == null) {
            pass((Outcome<R>) outcome);
            return;
        }
        try {
            once.take((Outcome<S>) outcome, this);
        } catch (Throwable thrown) {
            endThrown(thrown);
        }
    }

    private void followNext(Task<? extends R> next) {
        followed = next.retain(); // before the word is read; a cancel writes the word before it reads this
        if (isStopping()) {
            letGo();
        } else {
            Trampoline.run(this);
        }
    }

    @Override
    protected void onCancelUnstarted() {
        letGo();
    }

    @Override
    protected boolean onCancel() {
        letGo();
        return true;
    }

    private void letGo() {
        Task<?> task = (Task<?>) FOLLOWED.getAndSet(this, null);
        if (task != null) {
            step = null; // L16; whoever takes the outcome has taken what is followed
            task.forget(this);
            task.release();
        }
    }
}
