package dev.crossweave;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The items of a stream for a thread that may block, virtual or platform: a cursor that waits for each.
 *
 * <pre>{@code
 * try (BlockingItems<Quote> quotes = stream.blockingItems()) {
 *     while (quotes.next()) {
 *         use(quotes.get());
 *     }
 * }
 * }</pre>
 *
 * <p>It is the one consumer of its stream, used by one thread at a time. Waiting allocates nothing.
 *
 * @param <T> the type of the items
 */
public final class BlockingItems<T> implements AutoCloseable {

    private final PollableStream<T> stream;
    private final Bell bell = new Bell();
    private @Nullable T item;
    private boolean closed;

    BlockingItems(PollableStream<T> stream) {
        this.stream = stream;
    }

    /**
     * Goes to the next item, and waits for it when it isn't there yet.
     *
     * @return false when the stream has completed; a failure of the stream is thrown, the very object (law L2)
     * @throws InterruptedException when the thread is interrupted while it waits (law L13)
     * @throws CancellationException when the source of the stream was cancelled by someone else (law L5)
     * @throws IllegalStateException after {@link #close()}, or on one of the {@link NonBlockingThreads} when there is no item
     *     yet (law L12)
     */
    public boolean next() throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("The items of " + stream + " were closed and can't be asked for any more.");
        }
        item = null;
        for (;;) {
            bell.arm();
            switch (stream.poll(bell)) {
                case ITEM -> {
                    item = stream.take();
                    return true;
                }
                case END -> {
                    stream.end().orElseThrow();
                    return false;
                }
                case PENDING -> {
                    NonBlockingThreads.checkMayBlock(stream);
                    bell.await();
                }
            }
        }
    }

    /**
     * The item at hand.
     *
     * @return the item that {@link #next()} has come to
     * @throws IllegalStateException when it has come to none
     */
    public T get() {
        T current = item;
        if (current == null) {
            throw new IllegalStateException("get() needs a next() before it that answered true.");
        }
        return current;
    }

    /** Drops the stream, which cancels its source if it has not ended (law S3). Again: does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            item = null;
            stream.drop();
        }
    }

    /** Wakes the thread that waits. */
    private static final class Bell implements Waker, ForkJoinPool.ManagedBlocker {

        private volatile @Nullable Thread waiter;

        /** From a wake until the next poll begins. */
        private volatile boolean rung;

        /** Before the poll: a wake that comes during it asks for the next one (L11). */
        void arm() {
            rung = false;
            waiter = Thread.currentThread();
        }

        void await() throws InterruptedException {
            if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
                ForkJoinPool.managedBlock(this); // lets the pool put another worker in this one's place
                return;
            }
            while (!block()) {
                // a park may end for no reason, or because of a permit that someone else left: look again
            }
        }

        @Override
        public boolean block() throws InterruptedException {
            if (!rung) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for the next item of a stream");
                }
                LockSupport.park(this);
            }
            return rung;
        }

        @Override
        public boolean isReleasable() {
            return rung;
        }

        @Override
        public void wake() {
            rung = true;
            LockSupport.unpark(Objects.requireNonNull(waiter));
        }
    }
}
