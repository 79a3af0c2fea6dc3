package dev.crossweave;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * A work-stealing pool as a schedule. Its first scheduling makes a task's {@link Job}, 24 bytes, which serves for all that
 * follow.
 *
 * <p>Fairness: a worker looks at what comes from outside only when its own queue is empty, and tasks that wake themselves
 * would keep it full for ever. So every {@value #YIELDS}th yield of a task goes through the pool's submission queue, behind
 * what waits there. Another ready task is therefore delayed by at most {@value #YIELDS} polls of each task that was in the
 * worker's queue, and of each that was submitted before it.
 */
final class ForkJoinSchedule implements Schedule {

    /** How often a task may yield in its worker's own queue before it leaves it. */
    static final int YIELDS = 61;

    private final ForkJoinPool pool;

    ForkJoinSchedule(ForkJoinPool pool) {
        this.pool = pool;
    }

    @Override
    public void schedule(RunnableTask task) {
        pool.execute(jobOf(task));
    }

    @Override
    public void schedule(RunnableTask task, boolean wokenWhileRunning) {
        Job job = jobOf(task);
        if (wokenWhileRunning && ++job.yields % YIELDS == 0) {
            pool.externalSubmit(job);
        } else {
            pool.execute(job);
        }
    }

    private static Job jobOf(RunnableTask task) {
        TaskCell<?> cell = (TaskCell<?>) task;
        if (cell.link instanceof Job made) {
            return made;
        }
        Job job = new Job(cell);
        cell.link = job;
        return job;
    }

    @Override
    public String toString() {
        return "fork-join schedule on " + pool;
    }

    /**
     * A task as the pool knows it. It never completes in the pool's eyes ({@link #exec} answers false), so that it can be
     * handed over any number of times. Only who has the right to poll hands it over, hence one run at a time.
     */
    private static final class Job extends ForkJoinTask<@Nullable Void> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // nobody serializes it
        private final TaskCell<?> cell;

        /** Only who has the right to poll counts. */
        private int yields;

        Job(TaskCell<?> cell) {
            this.cell = cell;
        }

        @Override
        protected boolean exec() {
            try {
                cell.step();
            } catch (Throwable thrown) {
                Hooks.lateError(thrown);
            }
            return false;
        }

        @Override
        public @Nullable Void getRawResult() {
            return null;
        }

        @Override
        protected void setRawResult(@Nullable Void value) {
        }
    }
}
