package dev.crossweave.samples.eventloop;

import dev.crossweave.RunQueue;
import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** One thread that waits for sockets and for tasks, by one selector, and is a schedule. */
final class EventLoop implements Schedule, AutoCloseable {

    /** How many polls there are at most before sockets get their turn. */
    private static final int BUDGET = 64;

    private final RunQueue ready = new RunQueue();
    private final Selector selector;
    private final Thread thread;
    private volatile boolean closed; // a flag, and no interrupt: a step would clear that

    EventLoop(String name) throws IOException {
        selector = Selector.open();
        thread = Thread.ofPlatform().name(name).start(this::run);
    }

    Thread thread() {
        return thread;
    }

    /** Any thread: a loop that waits is woken; one that runs, and selects next, doesn't wait then. */
    @Override
    public void schedule(RunnableTask task) {
        ready.schedule(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    /** Calls back on this loop's thread, once for each time that the channel is ready. Before the loop waits, or on it. */
    void onReady(SelectableChannel channel, int operations, Runnable callback) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, operations, callback);
        selector.wakeup();
    }

    private void run() {
        try (Selector waiting = selector) {
            while (!closed) {
                if (ready.runSome(BUDGET) == BUDGET) { // there may be more
                    waiting.selectNow(EventLoop::callBack);
                } else {
                    waiting.select(EventLoop::callBack);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the selector of " + thread + " failed", e);
        } finally {
            ready.close(); // what it holds is discarded; handlers run to their end, interrupted
        }
    }

    private static void callBack(SelectionKey key) {
        ((Runnable) key.attachment()).run();
    }

    /** Ends the loop after its turn, and doesn't wait for that. What is scheduled later is rejected. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
