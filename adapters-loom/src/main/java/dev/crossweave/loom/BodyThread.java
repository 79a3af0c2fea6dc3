package dev.crossweave.loom;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a body: made with it, since what a thread inherits it inherits from the one that makes it; started once; and
 * interrupted, but never after the body's end. Its monitor is held for an interrupt and for that end.
 */
final class BodyThread implements Runnable {

    /** Starts them all, so that a thread dump shows them together. Never shut down. */
    private static final Executor CONTAINER = Executors.newThreadPerTaskExecutor(BodyThread::handOver);

    /** What {@link #CONTAINER} is starting on this thread, for the factory that has its thread already. */
    private static final ThreadLocal<@Nullable BodyThread> STARTING = new ThreadLocal<>();

    private final Thread thread;
    private @Nullable Runnable body; // until the start (L16)

    /** The body as the container wants it run. Written before the start. */
    private @Nullable Runnable contained;

    /** Written under the monitor, by the thread. */
    private boolean left;

    BodyThread(ThreadFactory factory, Runnable body) {
        this.body = body;
        this.thread = Objects.requireNonNull(factory.newThread(this),
                () -> "a thread factory makes threads, and null came from " + factory);
    }

    private static Thread handOver(Runnable contained) {
        BodyThread starting = Objects.requireNonNull(STARTING.get());
        starting.contained = contained;
        return starting.thread;
    }

    /** What the thread throws that doesn't start comes out of here. */
    void start() {
        Runnable once = Objects.requireNonNull(body);
        body = null;
        STARTING.set(this);
        try {
            CONTAINER.execute(once);
        } finally {
            STARTING.set(null); // not removed: that would cost the next start an entry
        }
    }

    @Override
    public void run() {
        Runnable whole = contained;
        contained = null;
        if (whole != null) { // else a factory has started the thread by itself, and start() says that this can't be
            whole.run();
        }
    }

    /** True on its thread, while the body runs. */
    boolean isCurrent() {
        return Thread.currentThread() == thread && !left; // who is that thread has written it, or nobody has
    }

    void unpark() {
        LockSupport.unpark(thread);
    }

    /** Before the thread has begun to run, too: it then starts with its interrupt flag set. */
    synchronized void interrupt() {
        if (!left) {
            thread.interrupt();
        }
    }

    /**
     * Ends the body, on its thread. The interrupt was meant for the body: whoever is told of its end is told on this thread,
     * and mustn't find the flag set.
     */
    void leave() {
        synchronized (this) {
            left = true;
        }
        Thread.interrupted();
    }

    @Override
    public String toString() {
        return thread.toString();
    }
}
