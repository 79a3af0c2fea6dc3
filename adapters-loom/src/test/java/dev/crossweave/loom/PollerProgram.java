package dev.crossweave.loom;

import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens the first socket of its JVM inside of a stepped thread, stops its loop, and tells whether an ordinary virtual thread can
 * still read: "free", or "hijacked" when it waits for a loop that nobody runs.
 */
final class PollerProgram {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private PollerProgram() {
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("steps")) {
            try (RunQueue queue = new RunQueue()) {
                Task<Integer> first = LoomSteps.on(queue).fromCallable(PollerProgram::echo);
                queue.runUntil(first).orElseThrow();
            }
        } else {
            withoutCare();
        }
        Thread later = Thread.ofVirtual().start(new FutureTask<>(PollerProgram::echo));
        System.out.println(later.join(PATIENCE) ? "free" : "hijacked");
        System.exit(0);
    }

    /** The engine alone, without what {@link StepEngines} does before the first use. */
    private static void withoutCare() throws ReflectiveOperationException {
        Queue<Runnable> ready = new ArrayDeque<>();
        AtomicBoolean ended = new AtomicBoolean();
        new BuilderEngine().start(step -> {
            synchronized (ready) {
                ready.add(step);
            }
        }).start(() -> {
            echoOrFail();
            ended.set(true);
        });
        while (!ended.get()) {
            Runnable step;
            synchronized (ready) {
                step = ready.poll();
            }
            if (step != null) {
                step.run();
            }
        }
    }

    private static void echoOrFail() {
        try {
            echo();
        } catch (Exception e) {
            throw new IllegalStateException("the first socket failed", e);
        }
    }

    /** Reads a byte that is written when the reader waits for it. */
    private static int echo() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Thread reader = Thread.currentThread();
            Callable<Void> writing = () -> {
                while (reader.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                accepted.getOutputStream().write(1);
                return null;
            };
            Thread.ofPlatform().daemon().start(new FutureTask<>(writing));
            return client.getInputStream().read();
        }
    }
}
