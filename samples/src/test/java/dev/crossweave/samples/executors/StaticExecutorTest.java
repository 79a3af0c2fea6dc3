package dev.crossweave.samples.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.crossweave.Poll;
import dev.crossweave.Waker;
import dev.crossweave.samples.executors.StaticExecutor.Pool;
import dev.crossweave.samples.executors.StaticExecutor.Slot;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StaticExecutorTest {

    private final StaticExecutor executor = new StaticExecutor();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @AfterEach
    void close() {
        executor.close();
    }

    /** Yields, waits for the alarm, waits for a wake from outside, and ends. */
    private static final class Session extends Slot {
        volatile boolean told;
        private int step;
        private long due;
        private long latest;

        Session(StaticExecutor executor) {
            super(executor);
        }

        Session begin(long nanos) {
            told = false;
            step = 0;
            due = System.nanoTime() + nanos;
            return this;
        }

        void tell() {
            told = true;
            wake();
        }

        @Override
        protected Poll<@Nullable Void> onPoll(Waker waker) {
            if (step < 3) {
                step++;
                waker.wake();
                return Poll.pending();
            }
            latest = System.nanoTime();
            if (latest - due < 0) {
                wakeAt(due);
                return Poll.pending();
            }
            return told ? Poll.ready(null) : Poll.pending();
        }
    }

    /**
     * The counters are those of the JVM for the two threads; what the test's own thread allocates isn't the executor's. The JVM
     * itself allocates now and then on a thread whose code it compiles (the constants of a class), for a while: hence rounds.
     * One object for a session would be 16,000 bytes in each of them.
     */
    @Test
    void afterStartUp_nothingIsAllocated() throws Exception {
        Pool<Session> pool = new Pool<>(8, () -> new Session(executor));
        Thread chip = Threads.start("chip", this::run);
        List<Long> bytes = new ArrayList<>();
        do {
            long before = allocated(chip);
            sessions(pool, 1_000);
            bytes.add(allocated(chip) - before);
        } while (bytes.size() < 50 && !endsWithThreeOfNone(bytes));
        assertThat(allocatedByAnArray()).as("the counters count").isPositive();
        assertThat(endsWithThreeOfNone(bytes)).as("three rounds without allocation; bytes of each: " + bytes).isTrue();
    }

    private long allocatedByAnArray() {
        Thread me = Thread.currentThread();
        long before = threads.getThreadAllocatedBytes(me.threadId());
        byte[] array = new byte[1 << 16];
        return threads.getThreadAllocatedBytes(me.threadId()) - before - array.length + 1;
    }

    private static boolean endsWithThreeOfNone(List<Long> bytes) {
        int size = bytes.size();
        return size >= 3 && bytes.subList(size - 3, size).stream().allMatch(round -> round == 0);
    }

    private void run() {
        try {
            executor.run();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this thread", e);
        }
    }

    private long allocated(Thread chip) {
        return threads.getThreadAllocatedBytes(chip.threadId())
                + threads.getThreadAllocatedBytes(executor.alarmThread().threadId());
    }

    private static void sessions(Pool<Session> pool, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            Session session = pool.take();
            assertThat(session).isNotNull();
            session.begin(i % 2 == 0 ? 0 : 50_000).start();
            session.tell();
            session.join();
        }
    }

    @Test
    void take_whenAllAreBusy_givesNone_untilOneHasEnded() {
        Pool<Session> pool = new Pool<>(2, () -> new Session(executor));
        Session first = pool.take();
        Session second = pool.take();
        assertThat(first).isNotNull().isNotSameAs(second);
        assertThat(pool.take()).isNull();
        first.begin(0).start();
        first.tell();
        executor.poll();
        assertThat(first.isDone()).isTrue();
        assertThat(pool.take()).isSameAs(first);
    }

    @Test
    void alarm_wakesInTheOrderOfTheTimes_andNotBefore() throws Exception {
        Pool<Session> pool = new Pool<>(3, () -> new Session(executor));
        List<Session> sessions; // early, middle, late
        do {
            sessions = List.of(pool.take(), pool.take(), pool.take());
        } while (!allSetTheAlarm(sessions)); // again when this thread was stopped until it was too late for that
        Threads.start("chip", this::run);
        for (Session session : sessions) {
            session.join();
            assertThat(session.latest - session.due).isNotNegative();
        }
        assertThat(sessions).extracting(session -> session.latest).isSorted();
    }

    /** Else they have ended. */
    private boolean allSetTheAlarm(List<Session> sessions) {
        for (int i : new int[]{2, 0, 1}) {
            Session session = sessions.get(i).begin((i + 1) * 100_000_000L);
            session.told = true;
            session.start();
        }
        executor.poll();
        if (sessions.stream().allMatch(session -> session.armed)) {
            return true;
        }
        while (!sessions.stream().allMatch(Session::isDone)) {
            executor.poll();
        }
        return false;
    }

    @Test
    void cancel_givesThePlaceBack_andTheNextLifeIsUndisturbed() throws Exception {
        Pool<Session> pool = new Pool<>(1, () -> new Session(executor));
        Session hour = pool.take().begin(3_600_000_000_000L);
        int life = hour.life();
        hour.start();
        executor.poll();
        hour.cancel();
        executor.poll();
        assertThat(hour.isCancelled()).isTrue();
        Session again = pool.take().begin(0);
        assertThat(again).isSameAs(hour);
        assertThat(hour.cancel(life, null)).as("a handle of the earlier life").isFalse();
        again.start();
        again.tell();
        executor.poll();
        assertThat(again.resultNow()).isNull();
    }

    @Test
    void close_endsTheLoop_failsWhatWaitsForTheAlarm_andRejectsTheRest() throws Exception {
        Pool<Session> pool = new Pool<>(2, () -> new Session(executor));
        Session hour = pool.take().begin(3_600_000_000_000L);
        hour.start();
        executor.poll();
        Thread chip = Threads.start("chip", this::run);
        await().until(() -> LockSupport.getBlocker(chip) != null);
        executor.close();
        chip.join();
        executor.alarmThread().join();
        assertThat(hour.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
        Session later = pool.take().begin(0);
        later.start();
        assertThat(later.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
    }
}
