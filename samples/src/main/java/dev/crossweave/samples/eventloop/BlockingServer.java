package dev.crossweave.samples.eventloop;

import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.loom.LoomSteps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An HTTP server on one event loop: the loop accepts, and each connection is handled by a virtual thread that blocks in reads, in
 * writes and in the handler. Every step of each of them is a poll on that loop.
 */
final class BlockingServer implements AutoCloseable {

    /** Answers requests, and may block: it could stand in any servlet. */
    interface Handler {
        String answer(String path) throws Exception;
    }

    private final EventLoop loop;
    private final LoomSteps steps;
    private final Handler handler;
    private final ServerSocketChannel server;
    private final Set<Task<?>> connections = ConcurrentHashMap.newKeySet();

    BlockingServer(EventLoop loop, Handler handler) throws IOException {
        this.loop = loop;
        this.steps = LoomSteps.on(Tasks.on(loop).named("connection"));
        this.handler = handler;
        this.server = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        loop.onReady(server, SelectionKey.OP_ACCEPT, this::accept);
    }

    URI address() throws IOException {
        return URI.create("http://localhost:" + ((InetSocketAddress) server.getLocalAddress()).getPort());
    }

    private void accept() {
        try {
            SocketChannel connection = server.accept();
            if (connection != null) {
                Task<?> task = steps.fromCallable(() -> serve(connection));
                connections.add(task);
                task.poll(() -> connections.remove(task)); // starts it
            }
        } catch (IOException e) {
            System.err.println("a connection could not be accepted: " + e);
        }
    }

    /** Blocking code, as it was before there were event loops. */
    private Void serve(SocketChannel connection) throws Exception {
        try (connection;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.socket().getInputStream(), StandardCharsets.US_ASCII));
                OutputStream out = connection.socket().getOutputStream()) {
            for (String request = in.readLine(); request != null; request = in.readLine()) {
                for (String header = in.readLine(); header != null && !header.isEmpty();) {
                    header = in.readLine();
                }
                byte[] body = handler.answer(path(request)).getBytes(StandardCharsets.UTF_8);
                String head =
                        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length + "\r\n\r\n";
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(body);
            }
            return null;
        }
    }

    /** What is between the method and the protocol. */
    private static String path(String request) {
        return request.substring(request.indexOf(' ') + 1, request.lastIndexOf(' '));
    }

    /** Takes no more connections, and cancels those that there are: an interrupt closes their sockets. */
    @Override
    public void close() throws IOException {
        server.close();
        connections.forEach(Task::cancel);
        loop.close();
    }
}
