package dev.crossweave;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
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

    static Task<@Nullable Void> delay(Duration delay) {
        Objects.requireNonNull(delay, "delay needs a duration, which is null here");
        return delay.isPositive() ? new Delay(delay) : Tasks.value(null);
    }

    static <T extends @Nullable Object> Task<T> timeout(Task<T> task, Duration limit) {
        Objects.requireNonNull(limit, "timeout needs a duration, which is null here");
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("timeout needs a duration of more than zero; got " + limit);
        }
        return task.peek() instanceof Outcome<T> ? task : new Limit<>(task, limit);
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
        private final Future<?> timer;

        Delay(Duration delay) {
            timer = Timeouts.schedule(this, nanos(delay));
        }

        @Override
        public void run() {
            complete(null);
        }

        @Override
        protected boolean onCancel() {
            timer.cancel(false);
            return true;
        }
    }

    /** Waits for the task and for the timer; whichever comes first lets go of the other. */
    private static final class Limit<T extends @Nullable Object> extends Completer<T> implements Waker, Runnable {
        private final Task<T> task;
        private final Duration limit;
        private volatile @Nullable Future<?> timer;

        Limit(Task<T> task, Duration limit) {
            this.task = task.retain();
            this.limit = limit;
            timer = Timeouts.schedule(this, nanos(limit));
            wake();
        }

        /** The task has ended, or this is the first look at it. */
        @Override
        public void wake() {
            if (task.poll(this) instanceof Outcome<T> outcome) {
                stopTimer();
                pass(outcome);
            }
        }

        /** The time is over. */
        @Override
        public void run() {
            if (isDone()) {
                return;
            }
            if (task.isDone()) {
                wake();
                return;
            }
            task.forget(this);
            if (pass(Poll.failed(new TimeoutException(task + " had not ended after " + limit)))) {
                task.release();
            }
        }

        @Override
        protected boolean onCancel() {
            stopTimer();
            task.forget(this);
            task.release();
            return true;
        }

        private void stopTimer() {
            Future<?> running = timer;
            if (running != null) {
                running.cancel(false);
            }
        }
    }
}
