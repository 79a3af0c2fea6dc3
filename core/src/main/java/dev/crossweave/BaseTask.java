package dev.crossweave;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of a task: what awaiters and {@link java.util.concurrent.Future} callers use. How it comes to its end
 * is the business of {@link TaskCell} (polled) and {@link Completer} (completed from outside).
 */
abstract sealed class BaseTask<T extends @Nullable Object> extends TaskState implements Task<T>
        permits TaskCell, Completer {

    BaseTask(int initial, @Nullable Object payload) {
        super(initial, payload);
    }

    // ------------------------------------------------------------------------------------------ awaiting

    @Override
    public final Poll<T> poll(Waker waker) {
        return pollIn(ANY_LIFE, waker);
    }

    /** Awaits; starts a lazy task in this life only. Whether the answer is of this life the caller finds out. */
    final Poll<T> pollIn(int life, Waker waker) {
        Objects.requireNonNull(waker,
                "poll needs a waker, which is null here; Waker.NOOP is for looking without waiting");
        if (waker == this) {
            throw new IllegalArgumentException(this + " awaits itself, and would wait for ever.");
        }
        return register(life, waker);
    }

    /** As {@link #pollIn}, for a waker or for a thread that is to be unparked. */
    final Poll<T> register(int life, Object awaiter) {
        int word = word();
        if ((word & STARTED) == 0) {
            startIn(life);
            word = word();
        }
        if (ended(word)) {
            return outcome(word);
        }
        pushAwaiter(awaiter);
        word = word();
        if (!ended(word)) {
            if (awaiter instanceof TaskCell<?> cell) {
                cell.awaits(this);
            }
            return Poll.pending();
        }
        Outcome<T> outcome = outcome(word); // first: so that a failure is seen before its awaiters are gone
        Awaiters.forEach(takeAwaiters(), other -> { // R4: the end may have missed this push, and others before it
            if (other != awaiter) {
                tell(other);
            }
        });
        return outcome;
    }

    @Override
    public final Poll<T> peek() {
        int word = word();
        return ended(word) ? outcome(word) : Poll.pending();
    }

    @Override
    public final void forget(Waker waker) {
        removeAwaiter(Objects.requireNonNull(waker, "forget needs the waker that was registered, which is null here"));
    }

    /** Does nothing: whoever polls a task observes it (law L4). */
    @Override
    public final void drop() {
    }

    @Override
    public Task<T> retain() {
        return this;
    }

    @Override
    public void release() {
        cancel();
    }

    @Override
    public final Task<T> detach() {
        Throwable unseen = takeUnseen(transitionDetach() | DETACHED);
        if (unseen != null) {
            late(unseen);
        }
        return this;
    }

    /** As {@link #start()}, when the task is in this life. */
    abstract void startIn(int life);

    /** Reports an error that no awaiter will see (L8). */
    abstract void late(Throwable error);

    /** Tells everybody, once, after the end has been published (R4). */
    final void announce() {
        Object list = takeAwaiters();
        boolean awaited = Awaiters.count(list) != 0; // else it is empty, or holds a reason that came too late
        int word = word();
        Throwable unseen = awaited ? null : takeUnseen(word);
        if (awaited && (word & FAILED) != 0) {
            transitionSeen(); // detach() from now on has nothing to report
        }
        afterTaken();
        if (unseen != null) {
            late(unseen);
        }
        Awaiters.forEach(list, BaseTask::tell);
    }

    /** From here on the end touches neither the word nor the list nor the payload. */
    void afterTaken() {
    }

    /** The failure, when it has to be reported by the caller; once. */
    private @Nullable Throwable takeUnseen(int word) {
        boolean unseen = (word & (FAILED | DETACHED | SEEN)) == (FAILED | DETACHED) && transitionSeen();
        return unseen ? (Throwable) payload : null;
    }

    /** A waker, or a thread that waits. */
    static void tell(Object awaiter) {
        if (awaiter instanceof TaskCell<?> cell) {
            cell.wake(); // only schedules
        } else if (awaiter instanceof Thread waiter) {
            unpark(waiter);
        } else {
            Trampoline.run(awaiter);
        }
    }

    /** Only schedules, too; but the scheduler of a virtual thread may be somebody's own, and throw (L18). */
    private static void unpark(Thread waiter) {
        try {
            LockSupport.unpark(waiter);
        } catch (Throwable thrown) {
            Hooks.lateError(thrown);
        }
    }

    /** The outcome behind a word that says "ended" (R2). */
    @SuppressWarnings({"unchecked", "NullAway"}) // what the end has put there: a T, which is null only where T may be
    private Outcome<T> outcome(int word) {
        Object held = payload;
        if ((word & VALUE) != 0) {
            return Poll.ready((T) held);
        }
        Throwable thrown = held instanceof Throwable cause ? cause : null;
        if ((word & FAILED) == 0 || thrown == null) { // a failure without its cause is of a life that is over meanwhile
            return Poll.cancelled(thrown);
        }
        if ((word & SEEN) == 0) {
            transitionSeen();
        }
        return Poll.failed(thrown);
    }

    // ------------------------------------------------------------------------------------------ blocking

    @Override
    public final T join() throws InterruptedException {
        return valueIn(awaitEnd());
    }

    /** Blocks until the word says so. */
    private int awaitEnd() throws InterruptedException {
        int word = word();
        if (!ended(word)) {
            ThreadWait.await(this);
            word = word();
        }
        return word;
    }

    /** The value without an outcome around it. */
    @SuppressWarnings({"unchecked", "NullAway"}) // as in outcome
    private T valueIn(int word) {
        Object held = payload;
        return (word & VALUE) != 0 ? (T) held : outcome(word).orElseThrow();
    }

    @Override
    public final T get() throws InterruptedException, ExecutionException {
        return report(awaitEnd());
    }

    @Override
    public final T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!ThreadWait.await(this, unit.toNanos(timeout))) {
            throw new TimeoutException(this + " had not ended after " + timeout + " " + unit);
        }
        return report(word());
    }

    private T report(int word) throws ExecutionException {
        if ((word & FAILED) != 0 && outcome(word) instanceof Outcome.Failure<T>(Throwable cause)) {
            throw new ExecutionException(cause);
        }
        return valueIn(word);
    }

    // ------------------------------------------------------------------------------------------ Future

    @Override
    public final boolean isDone() {
        return ended(word());
    }

    @Override
    public final boolean isCancelled() {
        return (word() & CANCELLED) != 0;
    }

    @Override
    public final T resultNow() {
        return switch (peek()) {
            case Outcome.Value<T>(T value) -> value;
            case Outcome.Failure<T>(Throwable cause) -> throw new IllegalStateException(this + " has failed", cause);
            case Outcome.Cancelled<T>(Throwable reason) ->
                throw new IllegalStateException(this + " was cancelled", reason);
            case Poll.Pending<T> pending -> throw new IllegalStateException(this + " has not ended");
        };
    }

    @Override
    public final Throwable exceptionNow() {
        return switch (peek()) {
            case Outcome.Failure<T>(Throwable cause) -> cause;
            case Outcome.Value<T> value -> throw new IllegalStateException(this + " ended with a value, not a failure");
            case Outcome.Cancelled<T>(Throwable reason) ->
                throw new IllegalStateException(this + " was cancelled", reason);
            case Poll.Pending<T> pending -> throw new IllegalStateException(this + " has not ended");
        };
    }

    @Override
    public final State state() {
        int word = word();
        if (!ended(word)) {
            return State.RUNNING;
        }
        return (word & VALUE) != 0 ? State.SUCCESS : (word & FAILED) != 0 ? State.FAILED : State.CANCELLED;
    }

    // ------------------------------------------------------------------------------------------ people

    /** What this task waits for: another task, or whatever else can say what it is. */
    @Nullable Object waitsFor() {
        return null;
    }

    /** What a started task does of which nothing else is known. */
    abstract String resting();

    private String label() {
        String name = name();
        return "task " + (name != null ? name : Integer.toHexString(System.identityHashCode(this)));
    }

    /**
     * The name, or an identity; the state by its flags; what it waits for, and how many wait for it. For people: the parts may
     * be of different moments.
     */
    @Override
    public String toString() {
        int word = word();
        StringBuilder text = new StringBuilder(label()).append(" (").append(describe(word, resting()));
        Object awaited = (word & (STARTED | ENDED)) == STARTED ? waitsFor() : null;
        if (awaited != null) {
            text.append(", waits for ").append(awaited instanceof BaseTask<?> task ? task.label() : awaited);
        }
        int waiting = countAwaiters();
        if (waiting != 0) {
            text.append(", ").append(waiting).append(waiting == 1 ? " awaits it" : " await it");
        }
        return text.append(')').toString();
    }
}
