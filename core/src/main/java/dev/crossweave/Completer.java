package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task that is completed from outside. It turns any callback API into a task:
 *
 * <pre>{@code
 * Completer<Response> answer = new Completer<>();
 * client.send(request, answer::complete, answer::fail);
 * return answer;   // a Task<Response>
 * }</pre>
 *
 * <p>Adapters extend it, so that the task <em>is</em> the subscriber of its source: one object. They override
 * {@link #onStart()} to start a cold source and {@link #onCancel()} to stop it.
 *
 * <p>The first of {@code complete}, {@code fail}, {@code cancelled} and {@code cancel} decides; a value that comes later is
 * discarded (law L9), a failure that comes later is reported (law L8), once each. Cost: the end is one atomic operation and
 * one volatile write, and one more atomic when someone awaits.
 *
 * @param <T> the type of the value
 */
public non-sealed class Completer<T extends @Nullable Object> extends BaseTask<T> {

    private static final VarHandle WAITERS;

    static {
        try {
            WAITERS = MethodHandles.lookup().findVarHandle(Completer.class, "waiters", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Zero when waiters are not counted; otherwise one more than there are ({@link Ownership#SHARED}). */
    private volatile int waiters;

    /** A task that has no source to start: it waits to be completed. */
    public Completer() {
        this(false);
    }

    /**
     * For adapters.
     *
     * @param lazy true when {@link #onStart()} starts a cold source, at the first poll, await or {@link #start()}
     */
    protected Completer(boolean lazy) {
        super(lazy ? 0 : STARTED, lazy ? TaskContext.capture() : null); // the end will need the place for the outcome
    }

    /** A task that has ended, or one that needs no context. */
    Completer(int word, @Nullable Object held) {
        super(word, held);
    }

    // ------------------------------------------------------------------------------------------ for adapters

    /**
     * The context in which a lazy task was made (law L10). {@link #onStart()}, {@link #onCancel()} and
     * {@link #onCancelUnstarted()} are called in it. An adapter whose source runs elsewhere takes it along from its
     * constructor, with {@link TaskContext#wrap} for instance.
     *
     * @return the context; an empty one for a task that is not lazy, or has ended
     */
    protected final TaskContext taskContext() {
        Object held = payload;
        VarHandle.loadLoadFence(); // read before the word: an end claims the word first, and writes the payload then (R1)
        return (word() & (RUNNING | ENDED)) == 0 && held instanceof TaskContext context ? context : TaskContext.EMPTY;
    }

    /**
     * Starts the source. Called once, before anything else, on the thread that polls, awaits or starts the task first, and
     * never after cancellation. What this throws fails the task.
     *
     * @throws Exception the failure of the task
     */
    protected void onStart() throws Exception {
    }

    /**
     * Lets go of a source that was never started, because the task is cancelled before that. Called instead of
     * {@link #onStart()} and {@link #onCancel()}. What this throws is a late error.
     */
    protected void onCancelUnstarted() {
    }

    /**
     * Stops the source, because the task is being cancelled and its source was started. Called once at most, on the thread
     * that cancels, and possibly while {@link #onStart()} still runs on another thread. What this throws is a late error.
     *
     * @return true when the source has let go and the task is to be seen as cancelled now; false when the source will say
     *     so itself, by {@link #complete}, {@link #fail} or {@link #cancelled} (law L7)
     */
    protected boolean onCancel() {
        return true;
    }

    /**
     * Reports an error that came too late, once (law L8). Adapters forward it to their ecosystem's own hook. An interrupt that
     * comes out of a task that is being cancelled isn't reported.
     *
     * @param error what came too late
     */
    protected void onLateError(Throwable error) {
        Hooks.lateError(error);
    }

    /**
     * From now on counts handles as waiters ({@link Ownership#SHARED}). Before the task is handed out.
     */
    protected final void countWaiters() {
        waiters = 1;
    }

    // ------------------------------------------------------------------------------------------ completing

    /**
     * Ends the task with a value.
     *
     * @param value the value, which may be null
     * @return false when the task had ended already or is being cancelled: then the value went to the discard hook
     */
    public final boolean complete(T value) {
        if (endWith(VALUE, value)) {
            return true;
        }
        Hooks.discard(value);
        return false;
    }

    /**
     * Ends the task with a failure.
     *
     * @param cause what went wrong; awaiters get this very object
     * @return false when the task had ended already or is being cancelled: then the failure went to the late-error hook
     */
    public final boolean fail(Throwable cause) {
        if (endWith(FAILED, Objects.requireNonNull(cause, "a failure needs a cause, which is null here"))) {
            return true;
        }
        late(cause);
        return false;
    }

    /**
     * Ends the task as cancelled, because its source was, by someone else (law L5), or has let go at last (law L7).
     *
     * @param reason why, or null
     * @return false when the task had ended already
     */
    public final boolean cancelled(@Nullable Throwable reason) {
        switch (transitionClaim()) {
            case TOO_LATE -> {
                return false;
            }
            case FINISH, FINISH_CANCELLED -> endCancelled(reason);
        }
        return true;
    }

    /**
     * Ends the task with an outcome, as the other three do.
     *
     * @param outcome the outcome
     * @return false when the task had ended already or is being cancelled
     */
    public final boolean end(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Value<T>(T value) -> complete(value);
            case Outcome.Failure<T>(Throwable cause) -> fail(cause);
            case Outcome.Cancelled<T>(Throwable reason) -> cancelled(reason);
        };
    }

    /**
     * Ends the task as {@link Outcome#ofThrown(Throwable)} reads what a source has thrown. Allocates nothing, so that even an
     * {@link OutOfMemoryError} arrives.
     *
     * @param thrown what came out of the source
     * @return false when the task had ended already or is being cancelled
     */
    protected final boolean endThrown(Throwable thrown) {
        Throwable cause = Failures.unwrap(thrown);
        return Failures.isCancellation(cause) ? cancelled(cause) : fail(cause);
    }

    /**
     * As {@link #end}, but an outcome that comes too late is dropped without a word: for a task that passes on what another
     * task keeps.
     *
     * @param outcome the outcome
     * @return false when the task had ended already or is being cancelled
     */
    protected final boolean pass(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Value<T>(T value) -> endWith(VALUE, value);
            case Outcome.Failure<T>(Throwable cause) -> endWith(FAILED, cause);
            case Outcome.Cancelled<T>(Throwable reason) -> cancelled(reason);
        };
    }

    private boolean endWith(int end, @Nullable Object held) {
        switch (transitionClaim()) {
            case FINISH -> {
                payload = held;
                transitionPublish(end);
                announce();
                return true;
            }
            case FINISH_CANCELLED -> endCancelled(null); // the source has let go (L7); what it says is too late (R5)
            case TOO_LATE -> {
            }
        }
        return false;
    }

    /** The word is claimed (R1). */
    private void endCancelled(@Nullable Throwable reason) {
        Throwable asked = reason();
        payload = asked != null ? asked : reason;
        transitionPublish(CANCELLED);
        announce();
    }

    // ------------------------------------------------------------------------------------------ Task

    @Override
    final void startIn(int life) {
        start(); // it has one life
    }

    @Override
    public final Task<T> start() {
        TaskContext context = taskContext(); // before others can end the task
        if (transitionBegin()) {
            try {
                if (context.isEmpty()) {
                    onStart();
                } else {
                    context.call(() -> {
                        onStart();
                        return null;
                    });
                }
            } catch (Throwable thrown) {
                endThrown(thrown);
            }
        }
        return this;
    }

    @Override
    public final boolean cancel(@Nullable Throwable reason) {
        TaskContext context = taskContext(); // before others can end the task
        switch (transitionStop(reason)) {
            case FINISH_CANCELLED -> Trampoline.descend(() -> abandonSource(context)); // a chain of any length (L14)
            case STOP_SOURCE -> Trampoline.descend(() -> stopSource(context));
            case NOTHING -> {
                return !isDone();
            }
        }
        return true;
    }

    private void abandonSource(TaskContext context) {
        try {
            context.run(this::onCancelUnstarted);
        } catch (Throwable thrown) {
            late(thrown);
        }
        endCancelled(null);
    }

    private void stopSource(TaskContext context) {
        boolean letGo;
        try {
            letGo = context.call(this::onCancel);
        } catch (Throwable thrown) {
            late(thrown);
            letGo = true;
        }
        if (letGo) {
            cancelled(null);
        }
    }

    @Override
    final void late(Throwable error) {
        if ((word() & (CANCELLING | CANCELLED)) != 0 && Failures.isInterrupt(error)) {
            return; // our own cancel caused it (L8)
        }
        try {
            onLateError(error);
        } catch (Throwable thrown) {
            Hooks.lateError(thrown); // a hook that throws is contained and reported once (L18)
        }
    }

    @Override
    public final Task<T> retain() {
        if (waiters != 0) {
            WAITERS.getAndAdd(this, 1);
        }
        return this;
    }

    @Override
    public final void release() {
        if (waiters == 0 || (int) WAITERS.getAndAdd(this, -1) == 2) {
            cancel();
        }
    }

    /** {@inheritDoc} A subclass that has a name for what it stands for overrides this. */
    @Override
    public @Nullable String name() {
        return null;
    }

    /**
     * What will complete this task, for people: {@code toString} shows it while the task is pending. For adapters.
     *
     * @return another task, or anything else whose own {@code toString} is short and harmless on any thread; or null
     */
    @Override
    protected @Nullable Object waitsFor() {
        return null;
    }

    @Override
    final String resting() {
        return "pending";
    }
}
