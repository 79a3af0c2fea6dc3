package dev.crossweave;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A task that ends as a Future does whose end can only be waited for: it is the body of the virtual thread that waits. */
final class WaitingTask<T extends @Nullable Object> extends Completer<T> implements Runnable {

    private final Ownership ownership;
    private volatile @Nullable Future<T> future; // until the end or the cancellation (L16)

    /** Held for an interrupt and for the end of the wait, so that no interrupt comes after it. */
    private final Object gate = new Object();
    private @Nullable Thread waiter;

    WaitingTask(Future<T> future, Ownership ownership) {
        this.future = future;
        this.ownership = ownership;
        if (ownership == Ownership.SHARED) {
            countWaiters();
        }
    }

    /** Its name says what it is for in a thread dump. It runs from now on: the future is hot. */
    WaitingTask<T> waitOnAThread() {
        Thread thread = Thread.ofVirtual().name("crossweave-wait").unstarted(this);
        waiter = thread;
        thread.start();
        return this;
    }

    @Override
    public void run() {
        Future<T> awaited = future;
        Outcome<T> outcome;
        try {
            outcome = awaited == null ? Poll.cancelled(null) : Poll.ready(awaited.get());
        } catch (Throwable thrown) {
            outcome = Outcome.ofThrown(thrown);
        }
        synchronized (gate) {
            waiter = null;
        }
        Thread.interrupted(); // it was meant for the wait: whoever awaits the task is told on this thread
        future = null;
        if (ownership == Ownership.OWNED) {
            end(outcome);
        } else {
            pass(outcome); // the future keeps it for those who own it
        }
    }

    /** Cancelled at once: a Future has no way to say when it has let go. */
    @Override
    protected boolean onCancel() {
        Future<T> running = future;
        future = null;
        try {
            if (running != null && ownership != Ownership.OBSERVED) {
                running.cancel(true);
            }
        } finally {
            synchronized (gate) {
                if (waiter != null) {
                    waiter.interrupt();
                }
            }
        }
        return true;
    }

    /** The interrupt that our own cancel caused is no error (L8). */
    @Override
    protected void onLateError(Throwable error) {
        if (!(error instanceof InterruptedException)) {
            super.onLateError(error);
        }
    }
}
