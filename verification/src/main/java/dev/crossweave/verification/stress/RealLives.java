package dev.crossweave.verification.stress;

import dev.crossweave.EmbeddedTask;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Schedule;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.util.concurrent.CancellationException;

/** The real embedded task, its first life over. */
final class RealLives implements Lives {

    private static final Throwable REASON = new CancellationException("a reason");

    private static final class Embedded extends EmbeddedTask<Object> {
        Embedded(Schedule schedule) {
            super(Tasks.on(schedule));
        }

        @Override
        protected Poll<Object> onPoll(Waker waker) {
            return Poll.ready(null);
        }
    }

    private final Embedded task;

    RealLives(Rights rights) {
        task = new Embedded(rights);
        task.start();
        rights.useUp(task::run);
    }

    @Override
    public boolean rearm() {
        try {
            task.rearm();
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    @Override
    public void staleWake() {
        task.wake();
    }

    @Override
    public boolean staleCancel() {
        return task.cancel(0, REASON);
    }

    @Override
    public void stalePoll() {
        try {
            task.poll(0, Waker.NOOP);
        } catch (IllegalStateException refused) {
            return; // the first life is over, and the task re-armed
        }
    }

    @Override
    public void cancelAndDrop() {
        task.cancel();
        task.run();
    }

    @Override
    public int disturbed() {
        return task.isCancelling() ? 1 : 0;
    }

    @Override
    public int life() {
        return task.life();
    }

    @Override
    public int kind() {
        return Lost.kind(task.peek());
    }

    @Override
    public boolean hasReason() {
        return task.peek() instanceof Outcome.Cancelled<Object>(Throwable reason) && reason != null;
    }
}
