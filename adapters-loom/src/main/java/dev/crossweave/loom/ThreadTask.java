package dev.crossweave.loom;

import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A task that is itself the body of its virtual thread. */
final class ThreadTask<T extends @Nullable Object> extends Completer<T> implements Runnable {

    /** In the context of where the task was made (L10). */
    private @Nullable Callable<? extends T> body;

    /** Held for an interrupt and for the end of the body, so that no interrupt comes after the body. */
    private final Object gate = new Object();

    /**
     * Made here and not at the start: what a thread inherits, it inherits from the thread that builds it. Null when the body
     * has ended.
     */
    private @Nullable Thread thread;

    ThreadTask(Callable<? extends T> body) {
        super(true);
        this.body = taskContext().wrap(body);
        this.thread = Thread.ofVirtual().name("crossweave-task").unstarted(this);
    }

    @Override
    protected void onStart() {
        Thread unstarted = thread;
        if (unstarted != null) {
            unstarted.start();
        }
    }

    @Override
    protected void onCancelUnstarted() {
        body = null;
        thread = null;
    }

    /** Before the thread has begun to run, too: it then starts with its interrupt flag set. */
    @Override
    protected boolean onCancel() {
        synchronized (gate) {
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
        return false; // run() ends the task, when the body has come to its end (L7)
    }

    @Override
    public void run() {
        Callable<? extends T> running = body;
        body = null;
        Outcome<T> outcome;
        try {
            outcome = running == null ? Poll.cancelled(null) : Poll.ready(running.call());
        } catch (Throwable thrown) {
            outcome = Outcome.ofThrown(thrown);
        }
        leaveThread();
        end(outcome);
    }

    /** The interrupt was meant for the body: whoever awaits it is told on this thread, and mustn't find the flag set. */
    private void leaveThread() {
        synchronized (gate) {
            thread = null;
        }
        Thread.interrupted();
    }
}
