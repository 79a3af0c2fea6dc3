package dev.crossweave.loom;

import dev.crossweave.Completer;
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
        try {
            Objects.requireNonNull(thread).start();
        } catch (Throwable thrown) {
            letGo();
            throw thrown;
        }
    }

    @Override
    protected void onCancelUnstarted() {
        letGo();
    }

    /** The body never begins (L16). */
    private void letGo() {
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
        T value;
        try {
            value = running.call();
        } catch (Throwable thrown) {
            leave(mine);
            endThrown(thrown);
            return;
        }
        leave(mine);
        complete(value);
    }

    private void leave(BodyThread mine) {
        mine.leave();
        thread = null;
    }
}
