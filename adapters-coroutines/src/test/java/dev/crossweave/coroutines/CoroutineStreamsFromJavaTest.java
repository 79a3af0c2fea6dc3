package dev.crossweave.coroutines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Channel;
import dev.crossweave.FlowStreams;
import dev.crossweave.PollableStream;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.TaskContext;
import dev.crossweave.Tasks;
import java.util.ArrayList;
import java.util.List;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.Test;

/** Streams, schedules and contexts as a caller in Java writes them: with no type of Kotlin but Flow, Job and the contexts. */
class CoroutineStreamsFromJavaTest {

    private static Channel<Integer> three() {
        Channel<Integer> channel = Channel.bounded(4);
        for (int i = 0; i < 3; i++) {
            channel.trySend(i);
        }
        channel.complete();
        return channel;
    }

    private static List<Integer> collect(PollableStream<Integer> stream) throws InterruptedException {
        List<Integer> all = new ArrayList<>();
        Tasks.on(Schedule.inline()).spawn(stream.forEach(all::add)).join();
        return all;
    }

    @Test
    void stream_toFlow_andItsItemsOnAnotherDispatcher() throws InterruptedException {
        Flow<Integer> flow = CoroutineStreams.toFlow(three().stream());
        PollableStream<Integer> opaque =
                FlowStreams.fromPublisher(FlowStreams.toPublisher(CoroutineStreams.fromFlow(flow)));
        Flow<Integer> again = CoroutineStreams.toFlow(opaque);

        assertThat(collect(CoroutineStreams.fromFlow(again, 2, Dispatchers.getDefault()))).containsExactly(0, 1, 2);
    }

    @Test
    void task_onADispatcher_andItsJob() throws InterruptedException {
        Schedule schedule = CoroutineSchedules.fromDispatcher(Dispatchers.getIO());
        Task<String> task = Tasks.on(schedule).spawn(Tasks.value("value"));
        Job job = CoroutineTasks.toJob(task);

        assertThat(task.join()).isEqualTo("value");
        assertThat(job.isCancelled()).isFalse();
    }

    @Test
    void context_thereAndBack() {
        ThreadLocal<String> tenant = new ThreadLocal<>();
        TaskContext.register("tenant", tenant);
        tenant.set("acme");
        try {
            TaskContext captured = TaskContext.capture();
            tenant.set("other");

            TaskContext back = CoroutineContexts.fromCoroutineContext(CoroutineContexts.toCoroutineContext(captured));

            assertThat(back.get("tenant")).isEqualTo("acme");
            assertThat(tenant.get()).isEqualTo("other");
        } finally {
            TaskContext.unregister("tenant");
        }
    }

    @Test
    void nullsAndCapacities_areRefused() { // L17
        Flow<Integer> flow = CoroutineStreams.toFlow(three().stream());

        assertThatThrownBy(() -> CoroutineStreams.fromFlow(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> CoroutineStreams.toFlow(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> CoroutineStreams.fromFlow(flow, 1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> CoroutineStreams.fromFlow(flow, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0");
        assertThatThrownBy(() -> CoroutineSchedules.fromDispatcher(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> CoroutineSchedules.toDispatcher(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> CoroutineContexts.toCoroutineContext(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> CoroutineTasks.toJob(null)).isInstanceOf(NullPointerException.class);
    }
}
