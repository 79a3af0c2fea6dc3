package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoomSchedulesTest {

    private final CountDownLatch go = new CountDownLatch(1);

    private static String thread() {
        return (Thread.currentThread().isVirtual() ? "virtual " : "platform ") + Thread.currentThread().getName();
    }

    @Test
    void polls_haveANewVirtualThreadEach_namedAfterTheSchedule() throws Exception {
        List<String> threads = new ArrayList<>();
        Task<String> task = Tasks.on(LoomSchedules.virtualThreads("orders")).spawn(waker -> {
            threads.add(thread());
            if (threads.size() < 3) {
                waker.wake();
                return Poll.pending();
            }
            return Poll.ready("value");
        });

        assertThat(task.join()).isEqualTo("value");
        assertThat(threads).containsExactly("virtual orders-0", "virtual orders-1", "virtual orders-2");
    }

    @Test
    void polls_thatBlock_holdUpNoOther() throws Exception {
        Schedule schedule = LoomSchedules.virtualThreads("blocking");
        List<Task<Integer>> blocked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int value = i;
            blocked.add(Tasks.on(schedule).spawn(waker -> {
                go.await();
                return Poll.ready(value);
            }));
        }
        Task<Void> last = Tasks.on(schedule).spawn(waker -> {
            go.countDown(); // comes after all that wait for it
            return Poll.ready(null);
        });

        last.join();
        for (int i = 0; i < 100; i++) {
            assertThat(blocked.get(i).join()).isEqualTo(i);
        }
    }

    @Test
    void resumeOn_virtualThreads_tellsTheWaiterThere() throws Exception { // L11
        Completer<String> answer = new Completer<>();
        CompletableFuture<String> told = answer.resumeOn(LoomSchedules.virtualThreads("resumed")).toFuture()
                .thenApply(value -> thread());

        answer.complete("value");

        assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo("virtual resumed-0");
    }

    @Test
    void executor_thatWasClosed_failsTheTask() { // L18
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        executor.close();

        Task<String> task = Tasks.on(LoomSchedules.from(executor)).spawn(waker -> Poll.ready("never"));

        assertThatThrownBy(task::join).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void schedulesOfOneExecutor_areEqual_andOfTwoAreNot() {
        try (ExecutorService one = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(LoomSchedules.from(one)).isEqualTo(LoomSchedules.from(one))
                    .isNotEqualTo(LoomSchedules.from(other)).asString().contains(one.toString());
        }
        assertThatThrownBy(() -> LoomSchedules.from(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");
        assertThatThrownBy(() -> LoomSchedules.virtualThreads(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");
    }

    // ------------------------------------------------------------------------------------------ thread dumps

    @Test
    void threadDump_showsTheThreadsOfAScheduleTogether_andApartFromOthers() throws Exception {
        CountDownLatch inPoll = new CountDownLatch(3);
        Schedule dumped = LoomSchedules.virtualThreads("dumped");
        List<Task<Void>> tasks = new ArrayList<>();
        for (Schedule schedule : List.of(dumped, dumped, LoomSchedules.virtualThreads("other"))) {
            tasks.add(Tasks.on(schedule).spawn(waker -> {
                inPoll.countDown();
                go.await();
                return Poll.ready(null);
            }));
        }
        inPoll.await();

        assertThat(ThreadDump.containersWith("dumped-0")).containsExactly(Set.of("dumped-0", "dumped-1"));

        go.countDown();
        for (Task<Void> task : tasks) {
            task.join();
        }
    }

    @Test
    void threadDump_showsTheThreadsOfTasksAndStreamsTogether() throws Exception {
        CountDownLatch inBodies = new CountDownLatch(2);
        Task<Void> task = LoomTasks.<Void>fromCallable(() -> {
            inBodies.countDown();
            go.await();
            return null;
        }, Thread.ofVirtual().name("task that is dumped").factory()).start();
        PollableStream<Integer> stream = LoomStreams.generate(emitter -> {
            inBodies.countDown();
            go.await();
        });
        stream.poll(Waker.NOOP);
        inBodies.await();

        List<Set<String>> containers = ThreadDump.containersWith("task that is dumped");

        assertThat(containers).singleElement().satisfies(names -> assertThat(names).contains("crossweave-stream")
                .allMatch(name -> name.startsWith("crossweave-") || name.equals("task that is dumped")));
        go.countDown();
        task.join();
        await().untilAsserted(() -> assertThat(ThreadDump.containersWith("task that is dumped")).isEmpty());
        stream.drop();
    }
}
