package dev.crossweave;

import org.jspecify.annotations.Nullable;

/** A stream that is polled, taken from and dropped in a context (law L10), as {@link InContext} does it for a pollable. */
final class StreamInContext<T> implements PollableStream<T> {

    private final PollableStream<T> stream;
    private final TaskContext context;

    /** What the calling thread had before; the consumer's own, one call at a time. Nulls between two calls. */
    private final @Nullable Object[] before;

    StreamInContext(PollableStream<T> stream, TaskContext context) {
        this.stream = stream;
        this.context = context;
        this.before = context.room();
    }

    @Override
    public Next poll(Waker waker) {
        if (context.bindsScopedValues()) {
            return context.unchecked(() -> stream.poll(waker));
        }
        context.enter(before);
        try {
            return stream.poll(waker);
        } finally {
            context.leave(before);
        }
    }

    @Override
    public T take() {
        if (context.bindsScopedValues()) {
            return context.<T>unchecked(stream::take);
        }
        context.enter(before);
        try {
            return stream.take();
        } finally {
            context.leave(before);
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
