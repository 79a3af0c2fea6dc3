package dev.crossweave;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Time, from the JDK's scheduled executor: one daemon thread for the process, started when it is first needed. */
final class Timeouts {

    private static final class Timer {
        private static final ScheduledThreadPoolExecutor THREAD = make();

        private static ScheduledThreadPoolExecutor make() {
            ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, job -> {
                Thread thread = new Thread(null, job, "crossweave-timer", 0, false);
                thread.setDaemon(true);
                thread.setContextClassLoader(null); // the thread outlives whoever came first
                return thread;
            });
            timer.setRemoveOnCancelPolicy(true);
            return timer;
        }
    }

    private Timeouts() {
    }

    /** Runs a job on the timer's thread. Jobs must be short. */
    static Future<?> schedule(Runnable job, long nanos) {
        return Timer.THREAD.schedule(job, nanos, TimeUnit.NANOSECONDS);
    }

    /** The timer of the process. */
    static ScheduledExecutorService timer() {
        return Timer.THREAD;
    }

    static Task<@Nullable Void> delay(Duration delay, ScheduledExecutorService timer) {
        Objects.requireNonNull(delay, "delay needs a duration, which is null here");
        Objects.requireNonNull(timer, "delay needs a timer, which is null here");
        if (!delay.isPositive()) {
            return Tasks.value(null);
        }
        try {
            return new Delay(delay, timer);
        } catch (RejectedExecutionException rejection) {
            return Tasks.failed(rejection); // as a schedule's (L18)
        }
    }

    static <T extends @Nullable Object> Task<T> timeout(Task<T> task, Duration limit, ScheduledExecutorService timer) {
        Objects.requireNonNull(limit, "timeout needs a duration, which is null here");
        Objects.requireNonNull(timer, "timeout needs a timer, which is null here");
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("timeout needs a duration of more than zero; got " + limit);
        }
        return task.peek() instanceof Outcome<T> ? task : new Limit<>(task, limit, timer);
    }

    /** Long.MAX_VALUE for what doesn't fit: that is 292 years. */
    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    private static final class Delay extends Completer<@Nullable Void> implements Runnable {
        private final Future<?> alarm;

        Delay(Duration delay, ScheduledExecutorService timer) {
            alarm = timer.schedule(this, nanos(delay), TimeUnit.NANOSECONDS);
        }

        @Override
        public void run() {
            complete(null);
        }

        @Override
        protected String waitsFor() {
            return "the timer";
        }

        @Override
        protected boolean onCancel() {
            alarm.cancel(false);
            return true;
        }
    }

    /** Waits for the task and for the timer; whichever comes first lets go of the other. */
    private static final class Limit<T extends @Nullable Object> extends Completer<T> implements Waker, Runnable {
        private final Duration limit;
        private volatile @Nullable Task<T> task; // both until the end (L16)
        private volatile @Nullable Future<?> alarm;

        Limit(Task<T> task, Duration limit, ScheduledExecutorService timer) {
            this.limit = limit;
            this.task = task.retain();
            try {
                alarm = timer.schedule(this, nanos(limit), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException rejection) {
                giveUp(task, rejection); // as a schedule's (L18): without its limit the task is not waited for
                return;
            }
            wake();
        }

        @Override
        protected @Nullable Task<T> waitsFor() {
            return task;
        }

        /** The task has ended, or this is the first look at it. */
        @Override
        public void wake() {
            Task<T> awaited = task;
            if (awaited != null && awaited.poll(this) instanceof Outcome<T> outcome) {
                letGo();
                pass(outcome);
            }
        }

        /** The time is over. */
        @Override
        public void run() {
            Task<T> awaited = task;
            if (awaited == null || isDone()) {
                return;
            }
            if (awaited.isDone()) {
                wake();
                return;
            }
            giveUp(awaited, new TimeoutException(awaited + " had not ended after " + limit));
        }

        private void giveUp(Task<T> awaited, Throwable why) {
            awaited.forget(this);
            if (pass(Poll.failed(why))) {
                letGo();
                awaited.release();
            }
        }

        @Override
        protected boolean onCancel() {
            Task<T> awaited = task;
            letGo();
            if (awaited != null) {
                awaited.forget(this);
                Trampoline.run((Waker) awaited::release); // it may be another of these, and so on (L14)
            }
            return true;
        }

        private void letGo() {
            Future<?> running = alarm;
            alarm = null;
            task = null;
            if (running != null) {
                running.cancel(false);
            }
        }
    }
}
