package dev.crossweave.loom;

import dev.crossweave.Hooks;
import dev.crossweave.NonBlockingThreads;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The current thread as the one consumer of a pollable: it polls, parks until woken, and drops at the end.
 *
 * <p>One for each thread, used again and again, so that awaiting allocates nothing in the steady state. A wake that comes late,
 * for a pollable of before, means one poll more of the one at hand, which is harmless (rule 3 of {@link Pollable}). A pollable
 * that awaits another one in its own poll gets one of its own: if they shared {@link #woken}, the inner one would clear a wake
 * of the outer.
 */
final class PollingThread implements Waker {

    private static final ThreadLocal<PollingThread> OF_THREAD = ThreadLocal.withInitial(PollingThread::new);

    private final Thread thread = Thread.currentThread();

    /** It awaits. The thread's own. */
    private boolean busy;

    /** True from a wake until the next poll begins. */
    private volatile boolean woken;

    private PollingThread() {
    }

    static <T extends @Nullable Object> T await(Pollable<T> pollable) throws InterruptedException {
        PollingThread mine = OF_THREAD.get();
        return (mine.busy ? new PollingThread() : mine).toTheEnd(pollable);
    }

    private <T extends @Nullable Object> T toTheEnd(Pollable<T> pollable) throws InterruptedException {
        busy = true;
        try {
            while (true) {
                woken = false; // before the poll: a wake that comes during it asks for the next one (L11)
                if (poll(pollable) instanceof Outcome<T> outcome) {
                    return outcome.orElseThrow();
                }
                NonBlockingThreads.checkMayBlock(pollable);
                park(pollable);
            }
        } finally {
            drop(pollable);
            busy = false;
        }
    }

    private <T extends @Nullable Object> Poll<T> poll(Pollable<T> pollable) {
        try {
            return pollable.poll(this);
        } catch (Throwable thrown) {
            return Outcome.ofThrown(thrown);
        }
    }

    private void park(Object blocker) throws InterruptedException {
        while (!woken) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for " + blocker);
            }
            LockSupport.park(blocker);
        }
    }

    /** On the polling side, once (L7); what it throws changes no outcome (L18). */
    private static void drop(Pollable<?> pollable) {
        try {
            pollable.drop();
        } catch (Throwable thrown) {
            Hooks.lateError(thrown);
        }
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }
}
