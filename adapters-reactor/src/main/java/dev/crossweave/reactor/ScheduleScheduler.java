package dev.crossweave.reactor;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Schedule;
import dev.crossweave.Tasks;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A schedule seen as a Scheduler: Reactor's own on an executor, and its timer for what is to be run later. */
final class ScheduleScheduler implements Scheduler {

    private final Schedule schedule;
    private final Scheduler now;

    ScheduleScheduler(Schedule schedule) {
        this.schedule = schedule;
        this.now = Schedulers.fromExecutor(this::execute, true);
    }

    Schedule schedule() {
        return schedule;
    }

    /** Runs as a task of its own. What Reactor hands over contains what its users throw. */
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
    public Disposable schedule(Runnable task) {
        return now.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        Worker worker = createWorker();
        worker.schedule(task, delay, unit);
        return worker;
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
        Worker worker = createWorker();
        worker.schedulePeriodically(task, initialDelay, period, unit);
        return worker;
    }

    @Override
    public Worker createWorker() {
        return new LaterWorker(now.createWorker(), Schedulers.parallel().createWorker());
    }

    @Override
    public void dispose() {
        now.dispose();
    }

    @Override
    public boolean isDisposed() {
        return now.isDisposed();
    }

    @Override
    public String toString() {
        return "Scheduler on " + schedule;
    }

    /**
     * Runs one thing after the other.
     *
     * @param now hands over at once
     * @param timer waits
     */
    private record LaterWorker(Worker now, Worker timer) implements Worker {

        @Override
        public Disposable schedule(Runnable task) {
            return now.schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            Disposable.Composite both = Disposables.composite();
            both.add(timer.schedule(() -> both.add(now.schedule(task)), delay, unit));
            return both;
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return timer.schedulePeriodically(() -> now.schedule(task), initialDelay, period, unit);
        }

        @Override
        public void dispose() {
            timer.dispose();
            now.dispose();
        }

        @Override
        public boolean isDisposed() {
            return now.isDisposed();
        }
    }
}
