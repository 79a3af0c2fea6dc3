package dev.crossweave.reactor;

import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import java.util.Objects;
import reactor.core.scheduler.Scheduler;

/**
 * Reactor's {@link Scheduler} ↔ {@link Schedule}.
 *
 * <pre>{@code
 * Schedule schedule = ReactorSchedules.from(Schedulers.parallel());
 * task.resumeOn(schedule)                                             // where a waiter goes on
 * flux.publishOn(ReactorSchedules.to(runQueue))                       // operators on a queue of one's own
 * }</pre>
 */
public final class ReactorSchedules {

    private ReactorSchedules() {
    }

    /**
     * A schedule that polls on a Scheduler. A disposed Scheduler rejects, which fails the task (law L18); what it had taken on
     * before, it forgets without a word, and those tasks end when they are cancelled.
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
     * later waits on {@code Schedulers.parallel()}, and goes to the schedule then.
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
            scheduler.schedule(task);
        }
    }
}
