package dev.crossweave;

import org.jspecify.annotations.Nullable;

/** A stream that is polled, taken from and dropped in a context (law L10), as {@link InContext} does it for a pollable. */
final class StreamInContext<T> implements PollableStream<T> {

    private final PollableStream<T> stream;
    private final TaskContext context;

    StreamInContext(PollableStream<T> stream, TaskContext context) {
        this.stream = stream;
        this.context = context;
    }

    @Override
    public Next poll(Waker waker) {
        return context.bindsScopedValues()
                ? context.unchecked(() -> stream.poll(waker))
                : pollIn(context.first, waker);
    }

    private Next pollIn(@Nullable ContextEntry entry, Waker waker) {
        if (entry == null) {
            return stream.poll(waker);
        }
        Object before = entry.enter();
        try {
            return pollIn(entry.next, waker);
        } finally {
            entry.leave(before);
        }
    }

    @Override
    public T take() {
        return context.bindsScopedValues() ? context.<T>unchecked(stream::take) : takeIn(context.first);
    }

    private T takeIn(@Nullable ContextEntry entry) {
        if (entry == null) {
            return stream.take();
        }
        Object before = entry.enter();
        try {
            return takeIn(entry.next);
        } finally {
            entry.leave(before);
        }
    }

    @Override
    public Outcome<@Nullable Void> end() {
        return stream.end();
    }

    @Override
    public void drop() {
        context.run(stream::drop);
    }

    @Override
    public String toString() {
        return stream + " in " + context;
    }
}
