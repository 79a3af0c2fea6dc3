package dev.crossweave.samples.executors;

import dev.crossweave.Waker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A channel at a driver: who waits to read from it, and who to write. One of each. */
abstract sealed class Source implements AutoCloseable permits AsyncListener, AsyncSocket {

    private static final int INBOUND = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;

    private final IoDriver driver;
    private final SelectableChannel channel;
    private final SelectionKey key;
    private final AtomicReference<@Nullable Waker> reader = new AtomicReference<>();
    private final AtomicReference<@Nullable Waker> writer = new AtomicReference<>();

    Source(IoDriver driver, SelectableChannel channel) throws IOException {
        this.driver = driver;
        this.channel = channel;
        channel.configureBlocking(false);
        key = channel.register(driver.selector, 0, this);
    }

    /**
     * Has the waker woken when the channel is ready. First the waker, then the interest: a driver that clears the interest in
     * between takes the waker afterwards, and a driver that took it before clears nothing any more.
     */
    final void await(int operation, Waker waker) {
        ((operation & INBOUND) != 0 ? reader : writer).set(waker);
        try {
            key.interestOpsOr(operation);
        } catch (CancelledKeyException closed) {
            waker.wake(); // the next try meets the closed channel
            return;
        }
        driver.wakeup();
    }

    /** On the driver's thread. The interest is gone until somebody waits again. */
    final void fire() {
        int ready;
        try {
            ready = key.readyOps();
            key.interestOpsAnd(~ready);
        } catch (CancelledKeyException closed) {
            return; // close() wakes
        }
        if ((ready & INBOUND) != 0) {
            wake(reader);
        }
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            wake(writer);
        }
    }

    private static void wake(AtomicReference<@Nullable Waker> waiter) {
        Waker waker = waiter.getAndSet(null);
        if (waker != null) {
            waker.wake();
        }
    }

    /** Any thread. Whoever waits is woken, and finds the channel closed. */
    @Override
    public final void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(channel + " can't be closed", e);
        } finally {
            driver.wakeup(); // it is the driver that lets go of a key
            wake(reader);
            wake(writer);
        }
    }
}
