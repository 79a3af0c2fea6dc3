package dev.crossweave.loom;

import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.StreamSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is itself the body of its virtual thread, and what that emits to.
 *
 * <p><b>No wait is missed.</b> The consumer writes the limit and then unparks; the body looks at the limit and then parks,
 * and a permit that came in between ends the park. A permit that somebody else left means one look more.
 */
final class ThreadStream<T> extends StreamSource<T, BodyThread> implements Runnable, Emitter<T> {

    /** In place of a limit: the consumer has gone. */
    private static final long GONE = Long.MAX_VALUE;

    private static final ThreadFactory THREADS = Thread.ofVirtual().name("crossweave-stream").factory();

    private final BodyThread thread;

    private @Nullable Generator<T> generator; // until the start (L16)

    /** The generator in its context (L10). Written before the thread starts, and from then on the thread's own. */
    private @Nullable Callable<@Nullable Void> body;

    /** The thread's own. */
    private long emitted;

    /** How many items were ever asked for. Written by the consumer's calls alone. */
    private volatile long limit;

    ThreadStream(Generator<T> generator, int capacity) {
        super(capacity);
        this.generator = generator;
        this.thread = new BodyThread(THREADS, this);
    }

    // ------------------------------------------------------------------------------------------ StreamSource

    @Override
    protected void onStart() {
        Generator<T> once = Objects.requireNonNull(generator);
        generator = null;
        body = taskContext().<@Nullable Void>wrap(() -> {
            once.run(this);
            return null;
        });
        connected(thread);
    }

    @Override
    protected void onRequest(BodyThread asked, long n) {
        boolean first = limit == 0;
        long raised = limit + n;
        limit = raised;
        if (first) {
            start(asked);
        } else {
            asked.unpark();
        }
    }

    private void start(BodyThread asked) {
        try {
            asked.start();
        } catch (Throwable thrown) { // no memory for another thread, for instance
            fail(thrown);
        }
    }

    /**
     * First the interrupt: who sees that the consumer has gone finds the flag set, and can clear it, so that it doesn't get
     * into the generator's {@code finally} blocks.
     */
    @Override
    protected void onCancel(BodyThread interrupted) {
        interrupted.interrupt();
        limit = GONE;
        interrupted.unpark(); // if it had swallowed the interrupt and was waiting again
    }

    // ------------------------------------------------------------------------------------------ the thread

    @Override
    public void run() {
        Callable<@Nullable Void> running = Objects.requireNonNull(body);
        body = null;
        Throwable failure = null;
        try {
            running.call();
        } catch (Throwable thrown) {
            failure = thrown; // its outcome is made when the body's frames are gone, and with them what they held
        }
        thread.leave();
        end(failure == null ? Poll.ready(null) : outcomeOf(failure));
    }

    @Override
    public void emit(T item) throws InterruptedException {
        Objects.requireNonNull(item, "emit takes no null items, see PollableStream; got null");
        if (!thread.isCurrent()) {
            throw new IllegalStateException(
                    "A generator emits on its own thread, " + thread + ", while it runs; and this is "
                            + Thread.currentThread() + ".");
        }
        try {
            untilAsked(); // over at once, unless the generator goes on after it was interrupted
        } catch (InterruptedException e) {
            Hooks.discard(item);
            throw e;
        }
        emitted++;
        item(item);
        untilAsked();
    }

    private void untilAsked() throws InterruptedException {
        long asked;
        while ((asked = limit) == emitted) {
            if (Thread.interrupted()) {
                throw new InterruptedException(
                        "interrupted while waiting for the consumer of a stream to ask for more");
            }
            LockSupport.park(this);
        }
        if (asked == GONE) {
            Thread.interrupted();
            throw new InterruptedException("The consumer of the stream has gone.");
        }
    }
}
