package dev.crossweave.verification.stress;

import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Waker;

/** The real task that is completed from outside, lazy, its waiters counted. */
final class RealCompleter implements Outside {

    private static final class Adapter extends Completer<Object> {
        private final Source source;

        Adapter(Source source) {
            super(true);
            this.source = source;
            countWaiters();
        }

        @Override
        protected void onStart() {
            source.started.incrementAndGet();
        }

        @Override
        protected boolean onCancel() {
            source.stopped.incrementAndGet();
            return true;
        }

        @Override
        protected void onCancelUnstarted() {
            source.abandoned.incrementAndGet();
        }
    }

    private final Completer<Object> task;

    RealCompleter(Source source) {
        task = new Adapter(source);
    }

    @Override
    public void start() {
        task.start();
    }

    @Override
    public boolean end(Outcome<Object> end) {
        return task.end(end);
    }

    @Override
    public boolean cancel() {
        return task.cancel();
    }

    @Override
    public Poll<Object> poll(Waker waker) {
        return task.poll(waker);
    }

    @Override
    public Poll<Object> peek() {
        return task.peek();
    }

    @Override
    public void detach() {
        task.detach();
    }

    @Override
    public void retain() {
        task.retain();
    }

    @Override
    public void release() {
        task.release();
    }
}
