package dev.crossweave.samples.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Priority;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ThreadPerCoreTest {

    /** The first core accepts and hands the connections around; each is served where it has come to, and nowhere else. */
    @Test
    void echo_connectionsAreSpread_andStayOnTheirCores() throws Exception {
        Set<Watched> served = ConcurrentHashMap.newKeySet();
        try (ThreadPerCore executor = new ThreadPerCore(2)) {
            AsyncListener listener = AsyncListener.bind(executor.core(0).driver(),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress address = listener.address();
            AtomicInteger next = new AtomicInteger();
            executor.core(0).spawn(new Acceptor(listener, connection -> {
                ThreadPerCore.Core core = executor.core(next.getAndIncrement());
                Watched echo = new Watched(new Echo(new AsyncSocket(core.driver(), connection)));
                served.add(echo);
                core.spawn(echo);
            }));
            EchoClient.checkAll(address, 20, 1_000_000);
        }
        assertThat(served).hasSize(20).allMatch(echo -> echo.threads.size() == 1);
        assertThat(served.stream().flatMap(echo -> echo.threads.stream()).map(Thread::getName).distinct())
                .containsExactlyInAnyOrder("core-0", "core-1");
    }

    private static final class Watched implements Pollable<Long> {
        final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private final Echo echo;

        Watched(Echo echo) {
            this.echo = echo;
        }

        @Override
        public Poll<Long> poll(Waker waker) throws Exception {
            threads.add(Thread.currentThread());
            return echo.poll(waker);
        }

        @Override
        public void drop() {
            echo.drop();
        }
    }

    @Test
    void manyTasks_thatYield_eachOnItsCore() throws Exception {
        try (ThreadPerCore executor = new ThreadPerCore(2)) {
            List<Turns> all = new ArrayList<>();
            List<Task<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                Turns turns = new Turns(20);
                all.add(turns);
                tasks.add(executor.core(i).spawn(turns));
            }
            for (Task<Integer> task : tasks) {
                assertThat(task.join()).isEqualTo(20);
            }
            assertThat(all).allMatch(turns -> turns.polledOn.size() == 1);
        }
    }

    /** Each wake has to find a core that waits in its selector. */
    @Test
    void wakes_fromElsewhere_endTheWaitOfACoreThatHasNothingToDo() throws Exception {
        try (ThreadPerCore executor = new ThreadPerCore(1)) {
            for (int i = 0; i < 1_000; i++) {
                Idle idle = new Idle();
                Task<String> task = executor.core(0).spawn(idle);
                idle.polled.await();
                idle.tell();
                assertThat(task.join()).isEqualTo("told");
            }
        }
    }

    /** With the flag set a selector wouldn't wait any more, and the core would turn for nothing. */
    @Test
    void poll_thatLeavesAnInterrupt_doesNotKeepTheCoreFromWaiting() throws Exception {
        try (ThreadPerCore executor = new ThreadPerCore(1)) {
            ThreadPerCore.Core core = executor.core(0);
            Thread thread = core.spawn(waker -> {
                Thread.currentThread().interrupt();
                return Poll.ready(Thread.currentThread());
            }).join();
            await().until(() -> !thread.isInterrupted());
        }
    }

    @Test
    void delay_wakesTheTaskOnItsCore() throws Exception {
        try (ThreadPerCore executor = new ThreadPerCore(2)) {
            long begin = System.nanoTime();
            Task<?> delay = executor.core(1).driver().delay(Duration.ofMillis(20));
            Pollable<String> sleeper =
                    waker -> delay.poll(waker).isReady()
                            ? Poll.ready(Thread.currentThread().getName())
                            : Poll.pending();
            assertThat(executor.core(1).spawn(sleeper).join()).isEqualTo("core-1");
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
        }
    }

    @Test
    void priorities_areThoseOfTheRunQueue() throws Exception {
        try (ThreadPerCore executor = new ThreadPerCore(1)) {
            ThreadPerCore.Core core = executor.core(0);
            List<String> order = new ArrayList<>(); // touched by one core only
            Task<Task<String>> spawned = core.spawn(waker -> {
                Task<String> calm = core.spawn(Priority.BACKGROUND, noted(order, "background"));
                core.spawn(Priority.URGENT, noted(order, "urgent"));
                return Poll.ready(calm);
            });
            spawned.join().join();
            assertThat(order).containsExactly("urgent", "background");
        }
    }

    private static Pollable<String> noted(List<String> order, String what) {
        return waker -> {
            order.add(what);
            return Poll.ready(what);
        };
    }

    @Test
    void cancel_ofAnIdleTask_dropsItOnItsCore() throws Exception {
        try (ThreadPerCore executor = new ThreadPerCore(1)) {
            Idle idle = new Idle();
            Task<String> task = executor.core(0).spawn(idle);
            idle.polled.await();
            task.cancel();
            await().until(task::isCancelled);
            assertThat(idle.droppedOn).isNotNull().extracting(Thread::getName).isEqualTo("core-0");
        }
    }

    @Test
    void close_cancelsOnTheCoreWhatIsReadyOrWaitsForIt_andRejectsTheRest() throws Exception {
        ThreadPerCore executor = new ThreadPerCore(1);
        ThreadPerCore.Core core = executor.core(0);
        Turns endless = new Turns(Turns.FOR_EVER);
        Task<Integer> yielding = core.spawn(endless);
        Task<?> hour = core.driver().delay(Duration.ofHours(1));
        Task<String> sleeper =
                core.spawn(waker -> hour.poll(waker).isReady() ? Poll.ready("early") : Poll.pending());
        endless.polled.await();
        executor.close();
        assertThat(yielding.isCancelled()).isTrue();
        assertThat(endless.dropped.getCount()).isZero();
        assertThat(hour.isCancelled()).isTrue();
        assertThat(sleeper.isCancelled()).isTrue();
        assertThat(core.spawn(new Turns(1)).exceptionNow()).isInstanceOf(RejectedExecutionException.class);
    }
}
