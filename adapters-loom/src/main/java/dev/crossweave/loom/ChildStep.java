package dev.crossweave.loom;

import dev.crossweave.EmbeddedTask;
import dev.crossweave.Poll;
import dev.crossweave.TaskContext;
import dev.crossweave.Waker;
import org.jspecify.annotations.Nullable;

/**
 * One step of a thread that was started inside of another one's body, and has its scheduler from there. There is one task for
 * each step and not one for the thread, since nothing tells which thread a step is of, nor when that has ended.
 */
final class ChildStep extends EmbeddedTask<@Nullable Object> {

    private static final Poll<@Nullable Object> TAKEN = Poll.ready(null);

    private final Steps scheduler;

    /** Null when the step was begun. */
    private @Nullable Runnable continuation;

    ChildStep(Steps scheduler, Runnable continuation) {
        super(scheduler.spawner(), TaskContext.empty()); // it is made by whoever lets the thread go on
        this.scheduler = scheduler;
        this.continuation = continuation;
    }

    @Override
    protected Poll<@Nullable Object> onPoll(Waker waker) {
        Steps.checkCarrier();
        Runnable step = continuation;
        continuation = null;
        if (step != null) {
            scheduler.step(step);
        }
        return TAKEN;
    }

    /** A thread whose step is rejected or discarded must not be stranded (L18). */
    @Override
    protected void onDrop() {
        Runnable left = continuation;
        continuation = null;
        if (left != null) {
            scheduler.stepChildOnEngine(left);
        }
    }
}
