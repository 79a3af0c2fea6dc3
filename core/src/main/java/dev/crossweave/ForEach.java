package dev.crossweave;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pollable that consumes a stream: {@link PollableStream#forEach}. */
final class ForEach<T> implements Pollable<@Nullable Void> {

    /** How many items are consumed in one poll. */
    private static final int TURN = 256;

    private final PollableStream<T> stream;
    private final Consumer<? super T> action;

    ForEach(PollableStream<T> stream, Consumer<? super T> action) {
        this.stream = stream;
        this.action = Objects.requireNonNull(action, "forEach needs an action, which is null here");
    }

    @Override
    public Poll<@Nullable Void> poll(Waker waker) {
        for (int i = 0; i < TURN; i++) {
            switch (stream.poll(waker)) {
                case ITEM -> action.accept(stream.take());
                case PENDING -> {
                    return Poll.pending();
                }
                case END -> {
                    return stream.end();
                }
            }
        }
        waker.wake();
        return Poll.pending();
    }

    @Override
    public void drop() {
        stream.drop();
    }
}
