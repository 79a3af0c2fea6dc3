package dev.crossweave;

import org.jspecify.annotations.Nullable;

/**
 * A pollable that is polled and dropped in a context (law L10). A poll allocates nothing.
 *
 * <p><b>Visibility.</b> The context is immutable and in a final field. {@link #before} is written and read inside of one
 * poll or drop, on one thread; polls of one pollable come one at a time, each happening before the next, and the drop after
 * the last (for a task that is rule R1 of {@link TaskState}), so the array needs no ordering of its own. Between two polls
 * it holds nulls: no thread's values are kept alive by a task that waits.
 */
final class InContext<T extends @Nullable Object> implements Pollable<T> {

    private final Pollable<T> pollable;
    private final TaskContext context;

    /** What the polling thread had before; see {@link TaskContext#enter}. */
    private final @Nullable Object[] before;

    InContext(Pollable<T> pollable, TaskContext context) {
        this.pollable = pollable;
        this.context = context;
        this.before = context.room();
    }

    @Override
    public Poll<T> poll(Waker waker) throws Exception {
        if (context.bindsScopedValues()) {
            return context.call(() -> pollable.poll(waker));
        }
        context.enter(before);
        try {
            return pollable.poll(waker);
        } finally {
            context.leave(before);
        }
    }

    @Override
    public void drop() {
        context.run(pollable::drop);
    }

    @Override
    public String toString() {
        return pollable + " in " + context;
    }
}
