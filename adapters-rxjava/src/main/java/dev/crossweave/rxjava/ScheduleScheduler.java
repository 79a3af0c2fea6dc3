package dev.crossweave.rxjava;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Schedule;
import dev.crossweave.Tasks;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A schedule seen as a Scheduler: RxJava's own on an executor. */
final class ScheduleScheduler extends Scheduler {

    private final Schedule schedule;
    private final Scheduler on;

    ScheduleScheduler(Schedule schedule) {
        this.schedule = schedule;
        this.on = Schedulers.from(this::execute);
    }

    Schedule schedule() {
        return schedule;
    }

    /** Runs as a task of its own. What RxJava hands over contains what its users throw. */
    private void execute(Runnable work) {
        Poll<Boolean> started = Tasks.on(schedule).spawn(waker -> {
            work.run();
            return Poll.ready(true);
        }).peek();
        if (started instanceof Outcome.Failure<?>(Throwable cause)) {
            throw new RejectedExecutionException("The schedule of " + this + " has rejected work.", cause);
        }
    }

    @Override
    public Worker createWorker() {
        return on.createWorker();
    }

    @Override
    public Disposable scheduleDirect(Runnable run) {
        return on.scheduleDirect(run);
    }

    @Override
    public Disposable scheduleDirect(Runnable run, long delay, TimeUnit unit) {
        return on.scheduleDirect(run, delay, unit);
    }

    @Override
    public Disposable schedulePeriodicallyDirect(Runnable run, long initialDelay, long period, TimeUnit unit) {
        return on.schedulePeriodicallyDirect(run, initialDelay, period, unit);
    }

    @Override
    public String toString() {
        return "Scheduler on " + schedule;
    }
}
