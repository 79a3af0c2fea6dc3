package dev.crossweave;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Several tasks that live and end together: when one fails, or the scope is cancelled or closed, all others are cancelled;
 * and the scope ends only when the last of them has.
 *
 * <pre>{@code
 * TaskScope scope = new TaskScope();
 * Task<Product> product = scope.fork(ReactorTasks.fromMono(catalogue.find(id)));
 * Task<Integer> stock = scope.fork(CoroutineTasks.fromDeferred(...));
 * Task<Page> page = scope.join(() -> new Page(product.resultNow(), stock.resultNow()));
 * }</pre>
 *
 * <p>Nothing here blocks but {@link #close()}. Any thread may fork, join and cancel.
 */
public final class TaskScope implements AutoCloseable {

    /** The children that have not ended. */
    private final Set<Child<?>> children = ConcurrentHashMap.newKeySet();

    /** How many children have not ended, and one more until {@link #join} or {@link #close}. */
    private final AtomicInteger live = new AtomicInteger(1);

    /** What brought the scope down: the first outcome of a child that isn't a value, or the scope's own cancellation. */
    private final AtomicReference<@Nullable Outcome<?>> breach = new AtomicReference<>();

    private final AtomicReference<@Nullable Joined<?>> joined = new AtomicReference<>();

    /** An empty scope. */
    public TaskScope() {
    }

    /**
     * Takes a task in, starts it when it is lazy, and owns it from now on (law L4).
     *
     * @param <T> the type of its value
     * @param task a task that nobody else will cancel
     * @return the same task; it is being cancelled when the scope has been brought down already
     * @throws IllegalStateException after {@link #join} or {@link #close}
     */
    public <T extends @Nullable Object> Task<T> fork(Task<T> task) {
        Objects.requireNonNull(task, "fork needs a task, which is null here");
        if (joined.get() != null || live.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) { // zero: joined just now
            throw new IllegalStateException(
                    this + " was joined or closed already and takes no more tasks; got " + task);
        }
        Child<T> child = new Child<>(task);
        children.add(child);
        if (breach.get() != null) {
            task.cancel(ended());
        }
        child.wake();
        return task;
    }

    /**
     * Ends the scope with what the children found.
     *
     * @param <R> the type of the result
     * @param combine called when every child has ended with a value, on the thread that ended the last
     * @return a task that ends when every child has ended: with the result, or else with the first outcome of a child that
     *     wasn't a value. Cancelling it cancels the children, and it is seen cancelled when they have ended (law L7)
     * @throws IllegalStateException when called twice, or after {@link #close}
     */
    public <R extends @Nullable Object> Task<R> join(Callable<R> combine) {
        Objects.requireNonNull(combine, "join needs a function, which is null here");
        Joined<R> result = new Joined<>(this, TaskContext.capture().wrap(combine));
        if (!joined.compareAndSet(null, result)) {
            throw new IllegalStateException(this + " was joined or closed already; a scope ends once");
        }
        countDown();
        return result;
    }

    /**
     * Cancels every child that is in here or will be forked.
     *
     * @param reason why, or null
     */
    public void cancel(@Nullable Throwable reason) {
        bringDown(Poll.cancelled(reason));
    }

    /**
     * Ends the scope: cancels the children that have not ended, and blocks until they have. An interrupt does not cut this
     * short; the thread's flag is set again afterwards.
     *
     * @throws IllegalStateException on one of the {@link NonBlockingThreads} when a child has not ended: it is cancelled all the
     *     same, but not waited for
     */
    @Override
    public void close() {
        Joined<?> end = joined.get();
        if (end == null) {
            Joined<@Nullable Void> fresh = new Joined<>(this, () -> null);
            if (joined.compareAndSet(null, fresh)) {
                end = fresh;
                bringDown(Poll.cancelled(null));
                countDown();
            } else {
                end = Objects.requireNonNull(joined.get());
            }
        }
        end.cancel();
        boolean interrupted = false;
        while (!end.isDone()) {
            try {
                ThreadWait.await(end);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "scope of " + children.size() + " running tasks";
    }

    private void bringDown(Outcome<?> cause) {
        if (breach.compareAndSet(null, cause)) {
            Throwable reason = ended();
            for (Child<?> child : children) {
                child.task.cancel(reason);
            }
        }
    }

    private static Throwable ended() {
        return new CancellationException("The scope of this task ended.");
    }

    private void countDown() {
        if (live.decrementAndGet() == 0) {
            Objects.requireNonNull(joined.get()).finish();
        }
    }

    /** A child, and what it wakes when it has ended. */
    private final class Child<T extends @Nullable Object> implements Waker {
        private final Task<T> task;

        Child(Task<T> task) {
            this.task = task;
        }

        @Override
        public void wake() {
            if (!(task.poll(this) instanceof Outcome<T> outcome) || !children.remove(this)) {
                return;
            }
            if (!(outcome instanceof Outcome.Value<T>)) {
                bringDown(outcome);
            }
            countDown();
        }
    }

    private static final class Joined<R extends @Nullable Object> extends Completer<R> {
        private volatile @Nullable TaskScope scope; // both until the end (L16)
        private @Nullable Callable<R> combine;

        Joined(TaskScope scope, Callable<R> combine) {
            this.scope = scope;
            this.combine = combine;
        }

        @Override
        protected boolean onCancel() {
            TaskScope running = scope;
            if (running != null) {
                running.bringDown(Poll.cancelled(null));
            }
            return false; // finish() says so when the last child has ended (L7)
        }

        @Override
        protected @Nullable TaskScope waitsFor() {
            return scope;
        }

        void finish() {
            Outcome<?> cause = Objects.requireNonNull(scope).breach.get();
            Callable<R> function = Objects.requireNonNull(combine);
            scope = null;
            combine = null;
            switch (cause) {
                case null -> succeed(function);
                case Outcome.Failure<?>(Throwable thrown) -> fail(thrown);
                case Outcome.Cancelled<?>(Throwable reason) -> cancelled(reason);
                case Outcome.Value<?> value -> throw new AssertionError("a value brings no scope down");
            }
        }

        private void succeed(Callable<R> function) {
            R value;
            try {
                value = function.call();
            } catch (Throwable thrown) {
                endThrown(thrown);
                return;
            }
            complete(value);
        }
    }
}
