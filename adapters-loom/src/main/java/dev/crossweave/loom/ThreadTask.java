package dev.crossweave.loom;

import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** A task that is itself the body of its thread. */
final class ThreadTask<T extends @Nullable Object> extends Completer<T> implements Runnable {

    /** In the context of where the task was made (L10). */
    private @Nullable Callable<? extends T> body;

    /** Null when the body has ended, or never will begin. A canceller that still sees it interrupts nothing any more. */
    private @Nullable BodyThread thread;

    ThreadTask(Callable<? extends T> body, ThreadFactory factory) {
        super(true);
        this.body = taskContext().wrap(body);
        this.thread = new BodyThread(factory, this);
    }

    @Override
    protected void onStart() {
        Objects.requireNonNull(thread).start();
    }

    @Override
    protected void onCancelUnstarted() {
        body = null;
        thread = null;
    }

    @Override
    protected boolean onCancel() {
        BodyThread running = thread;
        if (running != null) {
            running.interrupt();
        }
        return false; // run() ends the task, when the body has come to its end (L7)
    }

    @Override
    public void run() {
        BodyThread mine = Objects.requireNonNull(thread);
        Callable<? extends T> running = Objects.requireNonNull(body);
        body = null;
        Outcome<T> outcome;
        try {
            outcome = Poll.ready(running.call());
        } catch (Throwable thrown) {
            outcome = Outcome.ofThrown(thrown);
        }
        mine.leave();
        thread = null;
        end(outcome);
    }
}
