package dev.crossweave.loom;

import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Spawner;
import dev.crossweave.loom.spi.StepEngine;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A task that is itself the body of its virtual thread, whose steps are polls on a schedule. It ends on the thread that took
 * the last step, and not on the virtual one, as any polled task does.
 */
final class StepTask<T extends @Nullable Object> extends Completer<T> implements Steps.Owner {

    /** What a thread dump shows when the spawner has no name. */
    private static final String NAMELESS = "crossweave-steps";

    /** In the end what is left of it (L16). */
    private Spawner spawner;

    /** In the context of where the task was made (L10). Null when it was begun. */
    private @Nullable Callable<? extends T> body;

    /** Null after the end. */
    private volatile @Nullable Steps steps;

    /** What the body came to: a value or what it threw. Written on the virtual thread, and read when that was seen to have ended. */
    private @Nullable T value;

    private @Nullable Throwable thrown;

    private boolean ran;

    StepTask(Spawner spawner, StepEngine engine, Callable<? extends T> body) {
        super(true);
        this.spawner = spawner;
        this.body = taskContext().wrap(body);
        String name = spawner.name();
        this.steps = new Steps(spawner, engine, this, name == null ? NAMELESS : name);
    }

    @Override
    public @Nullable String name() {
        return spawner.name();
    }

    @Override
    protected void onLateError(Throwable error) {
        spawner.lateError(error);
    }

    // ------------------------------------------------------------------------------------------ start and cancel

    @Override
    protected void onStart() {
        Steps starting = Objects.requireNonNull(steps); // nothing has ended it yet
        try {
            Objects.requireNonNull(starting.thread()).start();
        } catch (RejectedExecutionException rejection) {
            letGo();
            end(starting.peek() instanceof Outcome<?> why ? noValue(why) : Poll.failed(rejection));
        } catch (Throwable failure) {
            letGo();
            throw failure;
        }
    }

    @Override
    protected void onCancelUnstarted() {
        letGo();
    }

    /** L16: the name stays, and the hook for late errors. */
    private void letGo() {
        body = null;
        steps = null;
        spawner = spawner.afterEnd();
    }

    /** The interrupt unparks the thread; what it does then, its {@code finally} blocks included, are steps as any other (L7). */
    @Override
    protected boolean onCancel() {
        Steps running = steps;
        Thread thread = running == null ? null : running.thread();
        if (thread != null) {
            thread.interrupt();
        }
        return false;
    }

    // ------------------------------------------------------------------------------------------ the thread

    /** The body, unless the schedule has let go of the thread before its first step. */
    @Override
    public void run() {
        Callable<? extends T> running = body;
        Steps mine = steps;
        body = null;
        if (running != null && mine != null && !mine.isDone()) {
            ran = true;
            try {
                value = running.call();
            } catch (Throwable failure) {
                thrown = failure; // and no outcome, so that even an OutOfMemoryError arrives
            }
        }
    }

    /**
     * The body's outcome is the task's, unless the schedule has let go of the thread: then that is it, and what the body came
     * to is too late, as after a cancellation (R5).
     */
    @Override
    public void ended() {
        T own = value;
        Throwable failure = thrown;
        Outcome<?> why = Objects.requireNonNull(steps).peek() instanceof Outcome<?> early ? early : null;
        value = null;
        thrown = null;
        letGo();
        if (why != null) {
            end(noValue(why));
        }
        if (!ran) {
            cancelled(null);
        } else if (failure == null) {
            completeWith(own);
        } else if (why == null || !Causes.hasInterrupt(failure)) { // which being let go of has caused (L8)
            endThrown(failure);
        }
    }

    @SuppressWarnings("NullAway") // what the body returned: null only where T may be
    private void completeWith(@Nullable T own) {
        complete(own);
    }

    /** Why the schedule let go: with what it threw, or discarded. */
    private Outcome<T> noValue(Outcome<?> why) {
        return switch (why) {
            case Outcome.Failure<?>(Throwable rejection) -> Poll.failed(rejection);
            case Outcome.Cancelled<?>(Throwable reason) -> Poll.cancelled(reason);
            case Outcome.Value<?> none -> throw new IllegalStateException(this + " was let go of, with " + none);
        };
    }
}
