package dev.crossweave.samples.migration;

import dev.crossweave.Channel;
import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import dev.crossweave.loom.LoomTasks;
import org.jspecify.annotations.Nullable;

/** A stream of what a virtual thread sends, which begins with the first poll and is interrupted when the stream is dropped. */
final class ThreadStream<T> implements PollableStream<T> {

    /** What the thread does: {@code out.send(item).join()} waits for room. */
    interface Body<T> {
        void run(Channel<T> out) throws Exception;
    }

    private final PollableStream<T> items;
    private final Task<@Nullable Void> thread;

    private ThreadStream(PollableStream<T> items, Task<@Nullable Void> thread) {
        this.items = items;
        this.thread = thread;
    }

    static <T> PollableStream<T> of(Body<T> body) {
        Channel<T> channel = Channel.bounded();
        return new ThreadStream<>(channel.stream(), LoomTasks.fromCallable(() -> {
            try {
                body.run(channel);
                channel.complete();
            } catch (InterruptedException dropped) { // nobody else interrupts this thread, and who did doesn't ask (L8)
                channel.cancelled(dropped);
            } catch (Throwable thrown) { // the stream's end, and no thread's
                if (Outcome.<Object>ofThrown(thrown) instanceof Outcome.Failure<Object>(Throwable cause)) {
                    channel.fail(cause);
                } else {
                    channel.cancelled(thrown);
                }
            }
            return null;
        }));
    }

    @Override
    public Next poll(Waker waker) {
        thread.start();
        return items.poll(waker);
    }

    @Override
    public T take() {
        return items.take();
    }

    @Override
    public Outcome<@Nullable Void> end() {
        return items.end();
    }

    @Override
    public void drop() {
        items.drop();
        thread.cancel();
    }
}
