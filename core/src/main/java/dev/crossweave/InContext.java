package dev.crossweave;

import org.jspecify.annotations.Nullable;

/**
 * A pollable that is polled and dropped in a context (law L10). One object; a poll allocates nothing.
 *
 * <p><b>Visibility.</b> Both fields are final and the context is immutable all the way down, so whoever sees the task sees
 * the context whole, on any thread and without ordering of its own. What the polling thread had before is on its stack, for
 * as long as the poll takes: nothing of it is shared, and no thread's values are kept alive by a task that waits.
 */
final class InContext<T extends @Nullable Object> implements Pollable<T> {

    private final Pollable<T> pollable;
    private final TaskContext context;

    InContext(Pollable<T> pollable, TaskContext context) {
        this.pollable = pollable;
        this.context = context;
    }

    @Override
    public Poll<T> poll(Waker waker) throws Exception {
        return poll(context, pollable, waker);
    }

    @Override
    public void drop() {
        drop(context, pollable);
    }

    static <T extends @Nullable Object> Poll<T> poll(TaskContext context, Pollable<T> pollable, Waker waker)
            throws Exception {
        return context.bindsScopedValues()
                ? context.call(() -> pollable.poll(waker))
                : in(context.first, pollable, waker);
    }

    static void drop(TaskContext context, Pollable<?> pollable) {
        if (context.bindsScopedValues()) {
            context.run(pollable::drop);
            return;
        }
        try {
            in(context.first, pollable, null);
        } catch (Exception e) {
            throw Failures.sneak(e);
        }
    }

    /** Polls in what is left of the context; drops when there is no waker. */
    private static <T extends @Nullable Object> Poll<T> in(@Nullable ContextEntry entry, Pollable<T> pollable,
            @Nullable Waker waker) throws Exception {
        if (entry == null) {
            if (waker != null) {
                return pollable.poll(waker);
            }
            pollable.drop();
            return Poll.pending();
        }
        Object before = entry.enter();
        try {
            return in(entry.next, pollable, waker);
        } finally {
            entry.leave(before);
        }
    }

    @Override
    public String toString() {
        return pollable + " in " + context;
    }
}
