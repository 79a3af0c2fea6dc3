package dev.crossweave.samples.executors;

import dev.crossweave.Waker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connection that never blocks: what can't be done at once is tried again at the next poll. */
public final class AsyncSocket extends Source {

    private final SocketChannel channel;

    /** A connection that was accepted, from now on at a driver. */
    public AsyncSocket(IoDriver driver, SocketChannel channel) throws IOException {
        super(driver, channel);
        this.channel = channel;
    }

    /**
     * Reads what is there.
     *
     * @return how many bytes; −1 at the end; 0 when there is nothing yet, and then the waker will be woken
     */
    public int read(ByteBuffer into, Waker waker) throws IOException {
        int read = channel.read(into);
        if (read == 0 && into.hasRemaining()) {
            await(SelectionKey.OP_READ, waker);
        }
        return read;
    }

    /**
     * Writes as much as there is room for.
     *
     * @return true when nothing remains; false when more room is needed, and then the waker will be woken
     */
    public boolean write(ByteBuffer from, Waker waker) throws IOException {
        channel.write(from);
        if (from.hasRemaining()) {
            await(SelectionKey.OP_WRITE, waker);
        }
        return !from.hasRemaining();
    }
}
