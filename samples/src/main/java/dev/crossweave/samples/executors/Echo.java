package dev.crossweave.samples.executors;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One connection's task: sends back what comes until no more does, and ends with how many bytes that were. */
public final class Echo implements Pollable<Long> {

    /** After so many bufferfuls in one poll the others have their turn. */
    private static final int ROUNDS = 16;

    private final AsyncSocket socket;
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);
    private boolean sending;
    private long bytes;

    /** Serves a connection, and owns it. */
    public Echo(AsyncSocket socket) {
        this.socket = socket;
    }

    @Override
    public Poll<Long> poll(Waker waker) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            if (!sending) {
                int read = socket.read(buffer, waker);
                if (read <= 0) {
                    return read < 0 ? Poll.ready(bytes) : Poll.pending();
                }
                buffer.flip();
                sending = true;
            }
            if (!socket.write(buffer, waker)) {
                return Poll.pending();
            }
            bytes += buffer.limit();
            buffer.clear();
            sending = false;
        }
        waker.wake();
        return Poll.pending();
    }

    @Override
    public void drop() {
        socket.close();
    }
}
