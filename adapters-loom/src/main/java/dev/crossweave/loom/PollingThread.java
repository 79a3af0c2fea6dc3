package dev.crossweave.loom;

import dev.crossweave.Hooks;
import dev.crossweave.NonBlockingThreads;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The current thread as the one consumer of a pollable: it polls, parks until woken, and drops at the end. */
final class PollingThread implements Waker {

    private final Thread thread = Thread.currentThread();

    /** True from a wake until the next poll begins. */
    private volatile boolean woken;

    private PollingThread() {
    }

    static <T extends @Nullable Object> T await(Pollable<T> pollable) throws InterruptedException {
        PollingThread waker = new PollingThread();
        try {
            while (true) {
                waker.woken = false; // before the poll: a wake that comes during it asks for the next one (L11)
                if (waker.poll(pollable) instanceof Outcome<T> outcome) {
                    return outcome.orElseThrow();
                }
                NonBlockingThreads.checkMayBlock(pollable);
                waker.park(pollable);
            }
        } finally {
            drop(pollable);
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
