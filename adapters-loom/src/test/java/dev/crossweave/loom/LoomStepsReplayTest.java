package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Completer;
import dev.crossweave.Task;
import dev.crossweave.testkit.SteppingSchedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Threads that lock, yield, park and start others, taken step by step in an order that a seed decides and replays. */
class LoomStepsReplayTest {

    private static final int THREADS = 5;
    private static final int TURNS = 6;

    private static List<String> traceOf(long seed) {
        SteppingSchedule schedule = new SteppingSchedule(seed).strict(LoomSteps::carrier);
        LoomSteps steps = LoomSteps.on(schedule);
        ReentrantLock lock = new ReentrantLock();
        Condition turned = lock.newCondition();
        Semaphore two = new Semaphore(2);
        List<String> trace = new ArrayList<>();
        List<Task<Object>> tasks = new ArrayList<>();
        Completer<String> opening = new Completer<>();
        for (int i = 0; i < THREADS; i++) {
            String name = "t" + i;
            tasks.add(steps.<Object>fromCallable(() -> {
                if (name.equals("t0")) {
                    Thread.yield();
                    opening.complete("open");
                } else {
                    LoomTasks.await(opening); // a park, and a wake by another step
                }
                Thread child = Thread.ofVirtual().unstarted(() -> { // on the same schedule
                    trace.add(name + " child");
                    Thread.yield();
                    trace.add(name + " child again");
                });
                child.start();
                for (int turn = 0; turn < TURNS; turn++) {
                    two.acquire();
                    lock.lock();
                    try {
                        trace.add(name + " " + turn);
                        Thread.yield(); // others queue for the lock meanwhile
                        turned.signal();
                    } finally {
                        lock.unlock();
                        two.release();
                    }
                    Thread.yield();
                }
                child.join();
                return trace.add(name + " end");
            }).start());
        }
        schedule.runAll();
        assertThat(tasks).allMatch(Task::isDone).allMatch(task -> task.state() == Task.State.SUCCESS);
        return trace;
    }

    @Test
    void sameSeed_givesTheSameTrace_otherSeedsGiveOthers() {
        Set<List<String>> traces = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            List<String> trace = traceOf(seed);
            assertThat(trace).hasSize(THREADS * (TURNS + 3));
            for (int again = 0; again < 3; again++) {
                assertThat(traceOf(seed)).isEqualTo(trace);
            }
            traces.add(trace);
        }
        assertThat(traces).hasSizeGreaterThan(10);
    }

    // ------------------------------------------------------------------------------------------ from outside

    private final SteppingSchedule schedule = new SteppingSchedule(1).strict(LoomSteps::carrier);
    private final LoomSteps steps = LoomSteps.on(schedule);

    private void assertFoundOut(Task<?> task, String waker) {
        await().until(task::isDone);
        assertThat(task.exceptionNow()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Nondeterminism").hasMessageContaining(waker);
        assertThatThrownBy(schedule::runAll).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Nondeterminism").hasMessageContaining(waker);
    }

    @Test
    void sleep_isNondeterminism() {
        Task<Object> task = steps.fromCallable(() -> {
            Thread.sleep(1); // what is tried: a thread of the JDK ends it
            return null;
        }).start();
        schedule.runAll();

        assertFoundOut(task, "unparker");
    }

    @Test
    void contendedMonitor_isNondeterminism() {
        Object monitor = new Object();
        steps.fromCallable(() -> {
            synchronized (monitor) {
                Thread.yield();
            }
            return null;
        }).start();
        Task<Object> second = steps.fromCallable(() -> {
            synchronized (monitor) {
                return null;
            }
        }).start();
        Task<Object> third = steps.fromCallable(() -> {
            synchronized (monitor) {
                return null;
            }
        }).start();
        try {
            schedule.runAll();
        } catch (IllegalStateException found) { // as early as that
            assertThat(found).hasMessageContaining("unblocker");
            return;
        }
        await().until(() -> second.isDone() && third.isDone());
        assertThatThrownBy(schedule::runAll).hasMessageContaining("unblocker");
    }

    @Test
    void wakeByAnotherPlatformThread_isNondeterminism() throws Exception {
        Completer<String> awaited = new Completer<>();
        Task<String> task = steps.fromCallable(() -> LoomTasks.await(awaited)).start();
        schedule.runAll();

        Thread.ofPlatform().name("outside").start(() -> awaited.complete("late")).join();

        assertFoundOut(task, "outside");
    }

    @Test
    void wakeByAVirtualThreadOfTheJdksScheduler_isNondeterminism() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        Task<Object> task = steps.fromCallable(() -> {
            open.await();
            return null;
        }).start();
        schedule.runAll();

        Thread.ofVirtual().start(open::countDown).join();

        assertFoundOut(task, "ForkJoinPool");
    }

    @Test
    void wakeByTheTestsOwnThread_isNone() {
        Thread[] parked = new Thread[1];
        Task<Object> task = steps.fromCallable(() -> {
            parked[0] = Thread.currentThread();
            LockSupport.park();
            return null;
        }).start();
        schedule.runAll();

        LockSupport.unpark(parked[0]);
        schedule.runAll();

        assertThat(task.isDone()).isTrue();
    }
}
