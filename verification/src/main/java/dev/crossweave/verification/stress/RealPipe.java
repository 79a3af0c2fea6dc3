package dev.crossweave.verification.stress;

import dev.crossweave.Channel;
import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.Waker;

/** The real channel and its stream. */
final class RealPipe implements Pipe {

    private final Channel<Lost.Value> channel;
    private final PollableStream<Lost.Value> stream;
    private int stopped;

    RealPipe(int capacity) {
        channel = Channel.bounded(capacity, () -> stopped++);
        stream = channel.stream();
    }

    @Override
    public Channel.Sent trySend(Lost.Value item) {
        return channel.trySend(item);
    }

    @Override
    public Send send(Lost.Value item) {
        Task<?> task = channel.send(item);
        return new Send() {
            @Override
            public void cancel() {
                task.cancel();
            }

            @Override
            public int kind() {
                return Lost.kind(task.peek());
            }
        };
    }

    @Override
    public boolean end(Outcome<Void> end) {
        return switch (end) {
            case Outcome.Value<Void> value -> channel.complete();
            case Outcome.Failure<Void>(Throwable cause) -> channel.fail(cause);
            case Outcome.Cancelled<Void>(Throwable reason) -> channel.cancelled(reason);
        };
    }

    @Override
    public PollableStream.Next poll(Waker waker) {
        return stream.poll(waker);
    }

    @Override
    public Lost.Value take() {
        return stream.take();
    }

    @Override
    public Throwable failure() {
        return stream.end() instanceof Outcome.Failure<?>(Throwable cause) ? cause : null;
    }

    @Override
    public void drop() {
        stream.drop();
    }

    @Override
    public int stopped() {
        return stopped;
    }
}
