package dev.crossweave.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.RunQueue;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.testkit.SteppingSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class ReactorSchedulesTest {

    private static String thread() {
        return Thread.currentThread().getName();
    }

    @Test
    void spawn_onAScheduler_isPolledThere() throws Exception {
        Task<String> task = Tasks.on(ReactorSchedules.from(Schedulers.single())).spawn(waker -> Poll.ready(thread()));

        assertThat(task.join()).startsWith("single-");
    }

    @Test
    void resumeOn_aScheduler_tellsTheWaiterThere() throws Exception { // L11
        Completer<String> answer = new Completer<>();
        CompletableFuture<String> told = answer.resumeOn(ReactorSchedules.from(Schedulers.single())).toFuture()
                .thenApply(value -> thread());

        answer.complete("value");

        assertThat(told.get(10, TimeUnit.SECONDS)).startsWith("single-");
    }

    @Test
    void scheduler_thatWasDisposed_failsTheTask() { // L18
        Scheduler gone = Schedulers.newSingle("gone");
        gone.dispose();

        Task<String> task = Tasks.on(ReactorSchedules.from(gone)).spawn(waker -> Poll.ready("never"));

        assertThatThrownBy(task::join).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void operators_onASchedule_runWhenThatDoes() {
        SteppingSchedule stepping = new SteppingSchedule();
        List<Integer> items = new ArrayList<>();
        Flux.range(0, 3).publishOn(ReactorSchedules.to(stepping)).subscribe(items::add);

        assertThat(items).isEmpty();
        stepping.runAll();
        assertThat(items).containsExactly(0, 1, 2);
    }

    @Test
    void delayedWork_goesToTheScheduleWhenItIsDue() throws Exception {
        RunQueue queue = new RunQueue();
        FutureTask<Void> running = new FutureTask<>(() -> {
            queue.runUntilClosed();
            return null;
        });
        Thread.ofPlatform().name("runner").start(running);
        Scheduler scheduler = ReactorSchedules.to(queue);

        String ranOn = Mono.delay(Duration.ofMillis(1), scheduler).map(tick -> thread()).block();
        List<Long> ticks = Flux.interval(Duration.ofMillis(1), scheduler).take(3).collectList().block();

        assertThat(ranOn).isEqualTo("runner");
        assertThat(ticks).containsExactly(0L, 1L, 2L);
        queue.close();
        running.get();
    }

    @Test
    void delayedWork_thatIsDisposed_neverReachesTheSchedule() {
        SteppingSchedule stepping = new SteppingSchedule();
        Scheduler scheduler = ReactorSchedules.to(stepping);

        Disposable delayed = scheduler.schedule(() -> {
            throw new AssertionError("ran");
        }, 1, TimeUnit.HOURS);
        delayed.dispose();

        assertThat(delayed.isDisposed()).isTrue();
        assertThat(stepping.scheduled()).isZero();
    }

    @Test
    void work_thatAScheduleRejects_isRejectedByTheScheduler() {
        RunQueue closed = new RunQueue();
        closed.close();

        assertThatThrownBy(() -> ReactorSchedules.to(closed).schedule(() -> {
        })).isInstanceOf(RejectedExecutionException.class).hasRootCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void outAndBackAgain_isTheSame() { // L15
        Schedule schedule = new RunQueue();
        assertThat(ReactorSchedules.from(ReactorSchedules.to(schedule))).isSameAs(schedule);
        Scheduler scheduler = Schedulers.single();
        assertThat(ReactorSchedules.to(ReactorSchedules.from(scheduler))).isSameAs(scheduler);
    }
}
