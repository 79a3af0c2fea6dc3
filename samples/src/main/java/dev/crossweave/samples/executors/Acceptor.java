package dev.crossweave.samples.executors;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A server's main task: hands each connection on, until it is cancelled. It owns the listener. */
public final class Acceptor implements Pollable<@Nullable Void> {

    /** Takes a connection over. */
    @FunctionalInterface
    public interface Handler {
        /** Must close the channel in the end. */
        void accept(SocketChannel connection) throws IOException;
    }

    private final AsyncListener listener;
    private final Handler handler;

    /** Accepts on a listener. */
    public Acceptor(AsyncListener listener, Handler handler) {
        this.listener = listener;
        this.handler = handler;
    }

    @Override
    public Poll<@Nullable Void> poll(Waker waker) throws IOException {
        for (SocketChannel next = listener.accept(waker); next != null; next = listener.accept(waker)) {
            handler.accept(next);
        }
        return Poll.pending();
    }

    @Override
    public void drop() {
        listener.close();
    }
}
