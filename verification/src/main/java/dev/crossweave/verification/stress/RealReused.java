package dev.crossweave.verification.stress;

import dev.crossweave.EmbeddedTask;
import dev.crossweave.Poll;
import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;

/** The real embedded task. Its schedule keeps the right for the scenario, but throws when the scenario wants a rejection. */
final class RealReused implements Reused {

    private static final class Throwing implements Schedule {
        private volatile boolean rejects;

        @Override
        public void schedule(RunnableTask task) {
            if (rejects) {
                throw Lost.rejection();
            }
        }
    }

    /** Pending while it is to be woken, for a rejection. */
    private static final class Embedded extends EmbeddedTask<Object> {
        private boolean ready = true;

        Embedded(Schedule schedule) {
            super(Tasks.on(schedule));
        }

        @Override
        protected Poll<Object> onPoll(Waker waker) {
            return ready ? Poll.ready(null) : Poll.pending();
        }
    }

    private final Throwing schedule = new Throwing();
    private final Embedded task = new Embedded(schedule);

    @Override
    public void poll(Waker awaiter) {
        task.poll(awaiter);
    }

    @Override
    public void end(Ending ending) {
        switch (ending) {
            case RUN -> task.run();
            case DISCARD -> task.discard(null);
            case REJECTION -> {
                task.ready = false;
                task.run();
                task.ready = true;
                schedule.rejects = true;
                task.wake();
            }
        }
    }

    @Override
    public boolean rearm() {
        try {
            task.rearm();
        } catch (IllegalStateException refused) {
            return false;
        }
        schedule.rejects = false;
        return true;
    }
}
