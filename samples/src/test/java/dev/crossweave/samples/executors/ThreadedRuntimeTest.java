package dev.crossweave.samples.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Priority;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThreadedRuntimeTest {

    /** More bytes than the sockets hold, so that both reads and writes have to wait. */
    @Test
    void echo_manyConnections_eachGetsItsOwnBytesBack() throws Exception {
        ConcurrentLinkedQueue<Task<Long>> served = new ConcurrentLinkedQueue<>();
        try (ThreadedRuntime runtime = new ThreadedRuntime(2)) {
            EchoClient.checkAll(serve(runtime, served), 20, 1_000_000);
            assertThat(served).hasSize(20);
            for (Task<Long> connection : served) {
                assertThat(connection.join()).isEqualTo(1_000_000);
            }
        }
    }

    private static InetSocketAddress serve(ThreadedRuntime runtime, ConcurrentLinkedQueue<Task<Long>> served)
            throws IOException {
        AsyncListener listener = AsyncListener.bind(runtime.driver(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        InetSocketAddress address = listener.address();
        runtime.spawn(new Acceptor(listener,
                connection -> served.add(runtime.spawn(new Echo(new AsyncSocket(runtime.driver(), connection))))));
        return address;
    }

    @Test
    void priorities_theMostUrgentFirst() throws Exception {
        try (ThreadedRuntime runtime = new ThreadedRuntime(1)) {
            CountDownLatch go = new CountDownLatch(1);
            List<Task<?>> all = new ArrayList<>();
            all.add(blocker(runtime, go));
            ConcurrentLinkedQueue<Priority> order = new ConcurrentLinkedQueue<>();
            for (Priority priority : List.of(Priority.BACKGROUND, Priority.NORMAL, Priority.URGENT)) {
                all.add(runtime.spawn(priority, waker -> {
                    order.add(priority);
                    return Poll.ready(null);
                }));
            }
            go.countDown();
            for (Task<?> task : all) {
                task.join();
            }
            assertThat(order).containsExactly(Priority.URGENT, Priority.NORMAL, Priority.BACKGROUND);
        }
    }

    /** Occupies the only worker, so that what is spawned meanwhile is there all at once. */
    private static Task<?> blocker(ThreadedRuntime runtime, CountDownLatch go) throws InterruptedException {
        CountDownLatch occupied = new CountDownLatch(1);
        Task<?> task = runtime.spawn(waker -> {
            occupied.countDown();
            go.await();
            return Poll.ready(null);
        });
        occupied.await();
        return task;
    }

    @Test
    void priorities_noneStarves() throws Exception {
        try (ThreadedRuntime runtime = new ThreadedRuntime(1)) {
            Turns endless = new Turns(Turns.FOR_EVER);
            runtime.spawn(Priority.URGENT, endless);
            runtime.spawn(Priority.BACKGROUND, new Turns(Turns.FOR_EVER));
            assertThat(runtime.spawn(Priority.NORMAL, new Turns(10)).join()).isEqualTo(10);
            assertThat(runtime.spawn(Priority.BACKGROUND, new Turns(10)).join()).isEqualTo(10);
        }
    }

    @Test
    void delays_endInTheOrderOfTheirTimes_andNotBefore() throws Exception {
        try (ThreadedRuntime runtime = new ThreadedRuntime(2)) {
            ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
            List<Task<@Nullable Void>> delays = new ArrayList<>();
            long begin;
            do { // again when this thread was stopped for so long that the times came in another order
                Tasks.all(delays).join();
                delays.clear();
                order.clear();
                begin = System.nanoTime();
                for (int millis : new int[]{60, 20, 40}) {
                    delays.add(runtime.driver().delay(Duration.ofMillis(millis)).whenDone(end -> order.add(millis)));
                }
            } while (System.nanoTime() - begin > 15_000_000);
            Tasks.all(delays).join();
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(60_000_000);
            assertThat(order).containsExactly(20, 40, 60);
        }
    }

    @Test
    void delay_cancelled_letsTheOthersGoOn() throws Exception {
        try (ThreadedRuntime runtime = new ThreadedRuntime(1)) {
            Task<?> hour = runtime.driver().delay(Duration.ofHours(1));
            assertThat(hour.cancel()).isTrue();
            assertThat(hour.isCancelled()).isTrue();
            assertThat(runtime.driver().delay(Duration.ofMillis(1)).join()).isNull();
        }
    }

    @Test
    void task_thatAwaitsADelay_isPolledOnAWorkerAfterwards() throws Exception {
        try (ThreadedRuntime runtime = new ThreadedRuntime(1)) {
            Task<?> delay = runtime.driver().delay(Duration.ofMillis(5));
            Pollable<String> sleeper =
                    waker -> delay.poll(waker).isReady()
                            ? Poll.ready(Thread.currentThread().getName())
                            : Poll.pending();
            assertThat(runtime.spawn(sleeper).join()).isEqualTo("worker-0");
        }
    }

    @Test
    void cancel_ofAConnection_closesItsSocket() throws Exception {
        ConcurrentLinkedQueue<Task<Long>> served = new ConcurrentLinkedQueue<>();
        try (ThreadedRuntime runtime = new ThreadedRuntime(1)) {
            InetSocketAddress address = serve(runtime, served);
            try (Socket client = new Socket(address.getAddress(), address.getPort())) {
                await().until(() -> !served.isEmpty());
                served.element().cancel();
                assertThat(EchoClient.endOf(client)).isTrue();
            }
            await().until(served.element()::isCancelled);
        }
    }

    @Test
    void manyTasks_thatYield_allEnd() throws Exception {
        try (ThreadedRuntime runtime = new ThreadedRuntime(2)) {
            List<Task<Integer>> tasks = Stream.generate(() -> runtime.spawn(new Turns(20))).limit(5_000).toList();
            for (Task<Integer> task : tasks) {
                assertThat(task.join()).isEqualTo(20);
            }
        }
    }

    @Test
    void close_endsWhatWaitsForASocketOrATime_andRejectsTheRest() throws Exception {
        ConcurrentLinkedQueue<Task<Long>> served = new ConcurrentLinkedQueue<>();
        ThreadedRuntime runtime = new ThreadedRuntime(2);
        Turns endless = new Turns(Turns.FOR_EVER);
        Task<Integer> yielding = runtime.spawn(endless);
        Task<?> hour = runtime.driver().delay(Duration.ofHours(1));
        InetSocketAddress address = serve(runtime, served);
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            await().until(() -> !served.isEmpty());
            runtime.close();
            assertThat(EchoClient.endOf(client)).isTrue();
        }
        assertThat(served.element().isCancelled()).isTrue();
        assertThat(yielding.isCancelled()).isTrue();
        assertThat(endless.dropped.getCount()).isZero();
        assertThat(hour.isCancelled()).isTrue();
        assertThat(runtime.spawn(new Turns(1)).exceptionNow()).isInstanceOf(RejectedExecutionException.class);
        assertThat(runtime.driver().delay(Duration.ofHours(1)).isCancelled()).isTrue();
    }

    @Test
    void close_onAWorker_isRefused() throws Exception {
        try (ThreadedRuntime runtime = new ThreadedRuntime(1)) {
            Task<String> task = runtime.spawn(waker -> {
                runtime.close();
                return Poll.ready("closed");
            });
            await().until(task::isDone);
            assertThat(task.exceptionNow()).isInstanceOf(IllegalStateException.class).hasMessageContaining("worker-0");
        }
    }
}
