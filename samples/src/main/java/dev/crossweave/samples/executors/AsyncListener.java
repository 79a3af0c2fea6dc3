package dev.crossweave.samples.executors;

import dev.crossweave.Waker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Accepts connections without blocking. */
public final class AsyncListener extends Source {

    private final ServerSocketChannel channel;

    private AsyncListener(IoDriver driver, ServerSocketChannel channel) throws IOException {
        super(driver, channel);
        this.channel = channel;
    }

    /** Listens at an address; port 0 is any that is free. */
    public static AsyncListener bind(IoDriver driver, InetSocketAddress address) throws IOException {
        return new AsyncListener(driver, ServerSocketChannel.open().bind(address));
    }

    /** Where it listens. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** The next connection, at no driver yet; null when there is none, and then the waker will be woken. */
    public @Nullable SocketChannel accept(Waker waker) throws IOException {
        SocketChannel accepted = channel.accept();
        if (accepted == null) {
            await(SelectionKey.OP_ACCEPT, waker);
        }
        return accepted;
    }
}
