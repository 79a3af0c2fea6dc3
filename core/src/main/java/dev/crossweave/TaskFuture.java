package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future that lets go of what it came from when it is ended from outside: by {@code cancel}, {@code complete},
 * {@code completeExceptionally}, {@code completeAsync}, {@code obtrude…}, or a time-out (law L6).
 *
 * <p>{@link CompletableFuture} calls none of these itself when it is completed through the internal ways of its own, so
 * overriding them catches exactly the outside.
 */
abstract sealed class TaskFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    private static final VarHandle DERIVED;
    private static final VarHandle OUTSIDE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            DERIVED = lookup.findVarHandle(TaskFuture.class, "derived", int.class);
            OUTSIDE = lookup.findVarHandle(TaskFuture.class, "outside", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** How many derived futures have not been ended from outside. */
    private volatile int derived;

    /** True once this future was ended from outside, and has let go. */
    private volatile boolean outside;

    /**
     * Lets go of the task, or of the future that this one was derived from. Called once at most.
     *
     * @return the future that has lost its last derived one and is to be cancelled now, or null
     */
    abstract @Nullable TaskFuture<?> letGo();

    final boolean wasEndedFromOutside() {
        return outside;
    }

    private boolean ended(boolean byThisCall) {
        TaskFuture<?> above = byThisCall && isFirstFromOutside() ? letGo() : null;
        if (above != null) {
            CancellationException passedOn = // one for all: most of what it costs is its stack trace
                    new CancellationException("Every future that was derived from this one was cancelled.");
            while (above != null && above.cancelAlone(passedOn)) { // upwards, however far that is (L14)
                above = above.isFirstFromOutside() ? above.letGo() : null;
            }
        }
        return byThisCall;
    }

    private boolean isFirstFromOutside() {
        return (boolean) OUTSIDE.compareAndSet(this, false, true);
    }

    private boolean cancelAlone(CancellationException cancellation) {
        return super.completeExceptionally(cancellation);
    }

    /** The ways from inside, which let go of nothing. */
    final void endInside(Outcome<T> outcome) {
        switch (outcome) {
            case Outcome.Value<T>(T value) -> super.complete(value);
            case Outcome.Failure<T>(Throwable cause) -> super.completeExceptionally(cause);
            case Outcome.Cancelled<T> cancelled -> super.completeExceptionally(cancelled.toException());
        }
    }

    // ------------------------------------------------------------------------------------------ from outside

    @Override
    public boolean complete(T value) {
        return ended(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable thrown) {
        return ended(super.completeExceptionally(thrown));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return ended(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public void obtrudeValue(T value) {
        super.obtrudeValue(value);
        ended(true);
    }

    @Override
    public void obtrudeException(Throwable thrown) {
        super.obtrudeException(thrown);
        ended(true);
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        Objects.requireNonNull(supplier, "completeAsync needs a supplier, which is null here");
        executor.execute(() -> {
            if (isDone()) {
                return;
            }
            try {
                complete(supplier.get());
            } catch (Throwable thrown) {
                completeExceptionally(thrown);
            }
        });
        return this;
    }

    // ------------------------------------------------------------------------------------------ derived futures

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        if (isDone()) {
            return new Derived<>(null);
        }
        DERIVED.getAndAdd(this, 1);
        return new Derived<>(this);
    }

    /** As in the JDK, but without a derived future that nobody holds and that would count for ever. */
    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        return atTimeout(timeout, unit, () -> completeExceptionally(
                new TimeoutException("The future had not ended after " + timeout + " " + unit)));
    }

    /** As in the JDK, see {@link #orTimeout}. */
    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        return atTimeout(timeout, unit, () -> complete(value));
    }

    private CompletableFuture<T> atTimeout(long timeout, TimeUnit unit, Runnable end) {
        Objects.requireNonNull(unit, "a time-out needs a unit, which is null here");
        if (!isDone()) {
            Future<?> timer = Timeouts.schedule(end, unit.toNanos(timeout));
            allOf(this).whenComplete((value, thrown) -> timer.cancel(false)); // allOf derives nothing from this one
        }
        return this;
    }

    /** The future of a task, and its waker. */
    static final class OfTask<T extends @Nullable Object> extends TaskFuture<T> implements Waker {
        private final Task<T> task;

        OfTask(Task<T> task) {
            this.task = task;
        }

        Task<T> task() {
            return task;
        }

        /** The task has ended, or this is the first look at it. */
        @Override
        public void wake() {
            if (task.poll(this) instanceof Outcome<T> outcome) {
                endInside(outcome);
            }
        }

        @Override
        @Nullable TaskFuture<?> letGo() {
            task.forget(this);
            Trampoline.run((Waker) task::release); // the task may own another future, and so on (L14)
            return null;
        }
    }

    private static final class Derived<T extends @Nullable Object> extends TaskFuture<T> {

        /** Null once it has nothing to be told any more. Plain: to read one that has ended instead does no harm. */
        private @Nullable TaskFuture<?> parent;

        private final int depth;

        Derived(@Nullable TaskFuture<?> parent) {
            this.parent = parent;
            this.depth = parent instanceof Derived<?> above ? above.depth + 1 : 1;
            cutEnded();
        }

        /**
         * Cuts the way up at the first future that has ended, so that a chain which always has something pending at its end
         * doesn't hold on to all that went before. One in two looks one step far, one in four two steps, and so on: the
         * cost is that of a logarithm, and of W pending futures at most some 2W ended ones are still held.
         */
        private void cutEnded() {
            Derived<?> at = this;
            for (int steps = Integer.lowestOneBit(depth); steps > 0; steps--) {
                TaskFuture<?> above = at.parent;
                if (above != null && above.isDone()) {
                    at.parent = null;
                    return;
                }
                if (!(above instanceof Derived<?> next)) {
                    return;
                }
                at = next;
            }
        }

        @Override
        @Nullable TaskFuture<?> letGo() {
            TaskFuture<?> above = parent;
            parent = null;
            return above != null && (int) DERIVED.getAndAdd(above, -1) == 1 ? above : null;
        }
    }
}
