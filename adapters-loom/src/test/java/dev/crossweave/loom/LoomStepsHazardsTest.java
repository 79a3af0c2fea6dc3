package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crossweave.Completer;
import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.RunQueue;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.testkit.SteppingSchedule;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What breaks, or would, when virtual threads are given a scheduler; one by one. */
class LoomStepsHazardsTest {

    private final SteppingSchedule schedule = new SteppingSchedule();
    private final LoomSteps steps = LoomSteps.on(schedule);
    private final List<Throwable> late = new CopyOnWriteArrayList<>();
    private final List<Thread> carriers = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        Hooks.onLateError(late::add);
    }

    @AfterEach
    void stopListening() {
        Hooks.onLateError(null);
    }

    // ------------------------------------------------------------------------------------------ 1: pollers

    @Test
    void pollerHijack_whenTheFirstSocketIsOpenedInside_doesNotHappen() throws Exception {
        assertThat(ForkedJvm.run(List.of(ForkedJvm.OPEN_TO_CLASS_PATH), System.getProperty("java.class.path"),
                PollerProgram.class, "steps")).isEqualTo("free");
    }

    /** The broken twin. Only where pollers are virtual threads is there anything to hijack. */
    @Test
    void pollerHijack_withoutWhatPreventsIt_happens() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux") && Runtime.version().feature() == 25);

        assertThat(ForkedJvm.run(List.of(ForkedJvm.OPEN_TO_CLASS_PATH), System.getProperty("java.class.path"),
                PollerProgram.class, "engine alone")).isEqualTo("hijacked");
    }

    // ------------------------------------------------------------------------------------------ 2: orphans

    @Test
    void orphan_thatOutlivesTheTask_goesOnOnTheSchedule() throws Exception {
        try (Loop loop = new Loop()) {
            CountDownLatch open = new CountDownLatch(1);
            AtomicReference<Thread> orphan = new AtomicReference<>();
            LoomSteps.on(loop).fromCallable(() -> {
                orphan.set(Thread.ofVirtual().start(() -> { // nobody joins it
                    carriers.add(LoomSteps.carrier());
                    awaitUninterrupted(open);
                    Thread.yield();
                    carriers.add(LoomSteps.carrier());
                    Thread grandchild = Thread.ofVirtual().start(() -> carriers.add(LoomSteps.carrier()));
                    joinUninterrupted(grandchild);
                }));
                return null;
            }).join();
            System.gc();

            open.countDown();

            orphan.get().join();
            assertThat(carriers).hasSize(3).containsOnly(loop.thread);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }

    private static void joinUninterrupted(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }

    @Test
    void orphan_whoseStepsAreRejected_runsToItsEnd_andReportsOnce() throws Exception { // L18
        CountDownLatch open = new CountDownLatch(1);
        AtomicReference<Thread> orphan = new AtomicReference<>();
        Task<Object> task = steps.fromCallable(() -> {
            orphan.set(Thread.ofVirtual().start(() -> {
                awaitUninterrupted(open);
                for (int turn = 0; turn < 10; turn++) {
                    Thread.yield();
                }
                carriers.add(LoomSteps.carrier());
            }));
            return null;
        });
        task.start();
        schedule.runAll();
        assertThat(task.isDone()).isTrue();
        RuntimeException rejection = schedule.reject();

        open.countDown();

        orphan.get().join();
        assertThat(carriers).hasSize(1).doesNotContain(Thread.currentThread());
        await().untilAsserted(() -> assertThat(late).containsExactly(rejection));
    }

    @Test
    void orphan_whoseQueueIsClosed_runsToItsEnd() throws Exception {
        RunQueue queue = new RunQueue();
        AtomicReference<Thread> orphan = new AtomicReference<>();
        LoomSteps.on(queue).fromCallable(() -> {
            orphan.set(Thread.ofVirtual().start(() -> carriers.add(LoomSteps.carrier())));
            return null;
        }).start();
        queue.runOne();

        queue.close(); // with its first step in it

        orphan.get().join();
        assertThat(carriers).hasSize(1).doesNotContain(Thread.currentThread());
        assertThat(late).isEmpty();
    }

    // ------------------------------------------------------------------------------------------ 3: virtual workers

    @Test
    void virtualWorkers_areRefused_withAMessageThatSaysWhatWasExpected() {
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicReference<String> body = new AtomicReference<>("not begun");
            Task<Object> task = LoomSteps.on(virtual::execute).fromCallable(() -> {
                body.set("begun");
                return null;
            }).start();

            await().until(task::isDone);
            assertThat(task.exceptionNow()).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("platform threads").hasMessageContaining("VirtualThread[");
            assertThat(body).hasValue("not begun");
        }
    }

    @Test
    void virtualWorkers_thatComeLater_failTheTask_afterItsFinallyBlock() throws Exception {
        List<String> trace = new CopyOnWriteArrayList<>();
        Completer<String> never = new Completer<>();
        Task<String> task = steps.fromCallable(() -> {
            try {
                return LoomTasks.await(never);
            } finally {
                Thread.yield();
                trace.add("finally");
            }
        }).start();
        schedule.runAll();
        never.complete("there");

        Thread.ofVirtual().start(schedule::runAll).join();

        await().until(task::isDone);
        assertThat(task.exceptionNow()).hasMessageContaining("platform threads");
        assertThat(trace).containsExactly("finally");
    }

    // ------------------------------------------------------------------------------------------ 4: throwing executors

    @Test
    void throwingExecutor_neverThrowsAtWhoWakes_andStrandsNobody() {
        for (Throwable thrown : List.of(new RejectedExecutionException("full"), new IllegalStateException("broken"),
                new OutOfMemoryError("no room for a node"), new StackOverflowError())) {
            AtomicReference<Thread> parked = new AtomicReference<>();
            AtomicReference<Schedule> inner = new AtomicReference<>(schedule);
            Task<Object> task = LoomSteps.on((Schedule) step -> inner.get().schedule(step)).fromCallable(() -> {
                parked.set(Thread.currentThread());
                while (!Thread.interrupted()) {
                    LockSupport.park();
                }
                return null;
            }).start();
            schedule.runAll();
            inner.set(step -> LoomStepsHazardsTest.<RuntimeException>sneak(thrown));

            assertThatCode(() -> LockSupport.unpark(parked.get())).doesNotThrowAnyException();

            await().until(task::isDone);
            assertThat(task.exceptionNow()).isSameAs(thrown);
            await().until(() -> !parked.get().isAlive());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    // ------------------------------------------------------------------------------------------ 5: shared locks

    /** What {@link LoomSteps} warns of: it shows that this is as bad as is said there, and what gets out of it. */
    @Test
    void sharedLock_thatTheLoopWaitsForBehindItsOwnThread_stopsTheLoop_untilItIsInterrupted() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        AtomicReference<String> way = new AtomicReference<>();
        try (Loop loop = new Loop()) {
            CountDownLatch held = new CountDownLatch(1);
            Completer<String> release = new Completer<>();
            Task<String> holder = LoomSteps.on(loop).fromCallable(() -> {
                lock.lock();
                try {
                    held.countDown();
                    return LoomTasks.await(release);
                } finally {
                    lock.unlock();
                }
            }).start();
            held.await();
            Task<Object> onTheLoop = Tasks.on(loop).spawn(waker -> {
                way.set(lock.tryLock() ? "got" : "tried"); // the way that does no harm
                try {
                    lock.lockInterruptibly();
                } catch (InterruptedException e) {
                    way.set(way.get() + ", interrupted");
                }
                return Poll.ready(null);
            });
            await().until(lock::hasQueuedThreads);
            release.complete("too late");
            assertThat(lock.hasQueuedThread(loop.thread)).isTrue();
            assertThat(holder.isDone()).isFalse(); // its step is ready, and the loop waits for it to be taken

            loop.thread.interrupt();

            assertThat(holder.join()).isEqualTo("too late");
            assertThat(onTheLoop.isDone()).isTrue();
            assertThat(way).hasValue("tried, interrupted");
        }
    }

    @Test
    void sharedLock_betweenStepThreads_isAnOrdinaryOne() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        try (Loop loop = new Loop()) {
            LoomSteps onLoop = LoomSteps.on(loop);
            List<Task<Integer>> tasks = new ArrayList<>();
            int[] counter = new int[1];
            for (int i = 0; i < 50; i++) {
                tasks.add(onLoop.fromCallable(() -> {
                    lock.lock();
                    try {
                        int before = counter[0];
                        Thread.yield();
                        return counter[0] = before + 1;
                    } finally {
                        lock.unlock();
                    }
                }).start());
            }
            for (Task<Integer> task : tasks) {
                task.join();
            }
            assertThat(counter[0]).isEqualTo(50);
        }
    }

    // ------------------------------------------------------------------------------------------ 6: foreign wakes

    @Test
    void foreignWakes_ofSleepMonitorAndSocket_onlySchedule_andStepsStayOnTheLoop() throws Exception {
        Object monitor = new Object();
        CountDownLatch waits = new CountDownLatch(1);
        try (Loop loop = new Loop();
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Task<Integer> task = LoomSteps.on(loop).fromCallable(() -> {
                carriers.add(LoomSteps.carrier());
                Thread.sleep(1); // what is tried: a thread of the JDK ends it
                carriers.add(LoomSteps.carrier());
                waits.countDown();
                synchronized (monitor) {
                    carriers.add(LoomSteps.carrier());
                }
                int read = client.getInputStream().read();
                carriers.add(LoomSteps.carrier());
                return read;
            });
            synchronized (monitor) {
                task.start();
                waits.await();
                await().until(() -> blocked(loop));
            }
            await().until(() -> carriers.size() == 3);
            accepted.getOutputStream().write(7);

            assertThat(task.join()).isEqualTo(7);
            assertThat(carriers).hasSize(4).containsOnly(loop.thread);
            assertThat(loop.wakers).extracting(Thread::getName).anyMatch(name -> name.contains("unparker"))
                    .anyMatch(name -> name.contains("unblocker"));
        }
    }

    /** The loop has taken what there was, and is parked. */
    private static boolean blocked(Loop loop) {
        return loop.thread.getState() == Thread.State.WAITING;
    }

    // ------------------------------------------------------------------------------------------ 7: monitors

    @Test
    void monitor_heldByAParkedThread_doesNotStopTheLoop_from24On() throws Exception {
        assumeTrue(Runtime.version().feature() >= 24);
        Object monitor = new Object();
        try (RunQueue queue = new RunQueue()) {
            LoomSteps onQueue = LoomSteps.on(queue);
            Completer<String> awaited = new Completer<>();
            Task<String> parked = onQueue.fromCallable(() -> {
                synchronized (monitor) {
                    return LoomTasks.await(awaited);
                }
            }).start();
            Task<Boolean> other = onQueue.fromCallable(() -> awaited.complete("by a thread of the same loop"));
            other.start();

            assertThat(queue.runUntil(parked)).isEqualTo(new Outcome.Value<>("by a thread of the same loop"));
        }
    }

    // ------------------------------------------------------------------------------------------ 8: interrupt flag

    @Test
    void interruptFlagOfTheLoop_setBeforeAStep_isKept_andNotSeenInTheBody() {
        List<Boolean> seen = new ArrayList<>();
        steps.fromCallable(() -> {
            seen.add(Thread.currentThread().isInterrupted());
            Thread child = Thread.ofVirtual().start(() -> seen.add(Thread.currentThread().isInterrupted()));
            child.join();
            return seen.add(Thread.currentThread().isInterrupted());
        }).start();
        Thread.currentThread().interrupt();

        schedule.runAll();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).containsExactly(false, false, false);
    }

    @Test
    void interruptFlagOfAStepThread_doesNotComeOutToTheLoop() {
        Task<Boolean> task = steps.fromCallable(() -> {
            Thread.currentThread().interrupt();
            Thread.yield();
            return Thread.currentThread().isInterrupted();
        }).start();

        schedule.step();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        schedule.runAll();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(task.resultNow()).isTrue();
    }
}
