package dev.crossweave.samples.executors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Blocking clients of an echo server, each on a virtual thread. */
final class EchoClient {

    private EchoClient() {
    }

    /** So many at once, each of which sends so many bytes and must get them back. */
    static void checkAll(InetSocketAddress server, int clients, int bytes) throws Exception {
        List<Callable<byte[]>> calls = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            byte[] sent = new byte[bytes];
            new Random(i).nextBytes(sent);
            calls.add(() -> {
                assertThat(echoed(server, sent)).isEqualTo(sent);
                return sent;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<byte[]> call : threads.invokeAll(calls)) {
                call.get();
            }
        }
    }

    /** Reads on a second thread, so that more than what the sockets hold can be under way. */
    private static byte[] echoed(InetSocketAddress server, byte[] sent) throws Exception {
        try (Socket socket = new Socket(server.getAddress(), server.getPort());
                ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<byte[]> back = reader.submit(() -> socket.getInputStream().readAllBytes());
            socket.getOutputStream().write(sent);
            socket.shutdownOutput();
            return back.get();
        }
    }

    /** True when the server closes the connection. */
    static boolean endOf(Socket socket) throws IOException {
        return socket.getInputStream().read() < 0;
    }
}
