package dev.crossweave.rxjava;

import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

/**
 * RxJava's {@link Scheduler} ↔ {@link Schedule}.
 *
 * <pre>{@code
 * Schedule schedule = RxJavaSchedules.from(Schedulers.computation());
 * task.resumeOn(schedule)                                             // where a waiter goes on
 * flowable.observeOn(RxJavaSchedules.to(runQueue))                    // operators on a queue of one's own
 * }</pre>
 */
public final class RxJavaSchedules {

    private RxJavaSchedules() {
    }

    /**
     * A schedule that polls on a Scheduler. A Scheduler that was shut down rejects, which fails the task (law L18), and which
     * RxJava itself reports to {@code RxJavaPlugins.onError}; what it had taken on before, it forgets without a word, and those
     * tasks end when they are cancelled.
     *
     * @param scheduler where tasks are polled
     * @return a schedule; the very one that the Scheduler was made from, when there is one (law L15)
     */
    public static Schedule from(Scheduler scheduler) {
        Objects.requireNonNull(scheduler, "from needs a Scheduler, which is null here");
        return scheduler instanceof ScheduleScheduler ours ? ours.schedule() : new OnScheduler(scheduler);
    }

    /**
     * A Scheduler whose work is run by a schedule. Its workers run what they are given one after the other. What is to be run
     * later waits on a timer of RxJava, and goes to the schedule then.
     *
     * @param schedule where work is run
     * @return a Scheduler; the very one that the schedule was made from, when there is one (law L15)
     */
    public static Scheduler to(Schedule schedule) {
        Objects.requireNonNull(schedule, "to needs a schedule, which is null here");
        return schedule instanceof OnScheduler(Scheduler scheduler) ? scheduler : new ScheduleScheduler(schedule);
    }

    /** Two of one Scheduler are equal, and show its name. */
    private record OnScheduler(Scheduler scheduler) implements Schedule {

        @Override
        public void schedule(RunnableTask task) {
            Hop hop = new Hop(task);
            if (scheduler.scheduleDirect(hop) == Disposable.disposed() && !hop.ran) {
                throw new RejectedExecutionException(scheduler + " was shut down and runs no more tasks.");
            }
        }
    }

    /**
     * Remembers whether it was run: a Scheduler answers "disposed" when it rejects, and also when it has run something on the
     * calling thread.
     */
    private static final class Hop implements Runnable {

        private final RunnableTask task;
        private boolean ran; // read where it counts by the thread that has written it, or not written at all

        Hop(RunnableTask task) {
            this.task = task;
        }

        @Override
        public void run() {
            ran = true;
            task.run();
        }
    }
}
