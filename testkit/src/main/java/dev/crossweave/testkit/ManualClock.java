package dev.crossweave.testkit;

import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A timer whose time passes only when a test says so: {@link #advance} runs what is due, in the order of its time, on the
 * thread of the test. It goes wherever a {@link ScheduledExecutorService} goes, as in
 * {@code task.timeout(Duration.ofHours(1), clock)}.
 *
 * <p>Anything may be scheduled from any thread. Jobs that repeat are refused.
 */
public final class ManualClock extends AbstractExecutorService implements ScheduledExecutorService {

    private final PriorityQueue<Alarm<?>> alarms = new PriorityQueue<>();
    private long now;
    private long count;
    private boolean shutdown;

    /** A clock at zero. */
    public ManualClock() {
    }

    /**
     * Lets time pass, and runs what becomes due in it; what that schedules meanwhile, too, if it is due.
     *
     * @param time how much, zero or more
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time only goes forward; got " + time);
        }
        long end = now() + time.toNanos();
        for (Alarm<?> due = next(end); due != null; due = next(end)) {
            due.run();
        }
        passTo(end);
    }

    /**
     * How much time has passed.
     *
     * @return nanoseconds since the clock was made
     */
    public synchronized long now() {
        return now;
    }

    /**
     * How many jobs wait for their time. One that was cancelled doesn't.
     *
     * @return the count
     */
    public synchronized int size() {
        return alarms.size();
    }

    private synchronized @Nullable Alarm<?> next(long end) {
        Alarm<?> first = alarms.peek();
        if (first == null || first.time > end) {
            return null;
        }
        now = Math.max(now, first.time);
        return alarms.poll();
    }

    private synchronized void passTo(long end) {
        now = Math.max(now, end);
    }

    private synchronized <V extends @Nullable Object> Alarm<V> add(Callable<V> job, long delay, TimeUnit unit) {
        if (shutdown) {
            throw new RejectedExecutionException("this manual clock was shut down");
        }
        long nanos = Math.max(0, unit.toNanos(delay));
        Alarm<V> alarm = new Alarm<>(job, now + nanos < 0 ? Long.MAX_VALUE : now + nanos, count++);
        alarms.add(alarm);
        return alarm;
    }

    private synchronized void remove(Alarm<?> alarm) {
        alarms.remove(alarm);
    }

    // ------------------------------------------------------------------------------------------ ScheduledExecutorService

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(Executors.callable(command), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(callable, delay, unit);
    }

    /** Runs at the next {@link #advance}, be it by zero. */
    @Override
    public void execute(Runnable command) {
        add(Executors.callable(command), 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("a manual clock runs a job once; have it schedule itself again");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("a manual clock runs a job once; have it schedule itself again");
    }

    /** From now on takes nothing; what it has is dropped. */
    @Override
    public synchronized void shutdown() {
        shutdown = true;
        alarms.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        synchronized (this) {
            List<Runnable> left = List.copyOf(alarms);
            shutdown();
            return left;
        }
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return isShutdown();
    }

    /** Never waits: nothing runs but in {@link #advance}. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    @Override
    public synchronized String toString() {
        return "manual clock (at " + Duration.ofNanos(now) + ", " + alarms.size() + " jobs wait)";
    }

    private final class Alarm<V extends @Nullable Object> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long time;
        private final long order; // of two at the same time the one that came first

        Alarm(Callable<V> job, long time, long order) {
            super(job);
            this.time = time;
            this.order = order;
        }

        @Override
        protected void done() {
            remove(this);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(time - now(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            if (other instanceof ManualClock.Alarm<?> alarm) {
                int byTime = Long.compare(time, alarm.time);
                return byTime != 0 ? byTime : Long.compare(order, alarm.order);
            }
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
