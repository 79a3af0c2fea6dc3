package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.RunQueue;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.testkit.SteppingSchedule;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RxJavaSchedulesTest {

    private static String thread() {
        return Thread.currentThread().getName();
    }

    @Test
    void spawn_onAScheduler_isPolledThere() throws Exception {
        Task<String> task = Tasks.on(RxJavaSchedules.from(Schedulers.single())).spawn(waker -> Poll.ready(thread()));

        assertThat(task.join()).startsWith("RxSingleScheduler");
    }

    @Test
    void resumeOn_aScheduler_tellsTheWaiterThere() throws Exception { // L11
        Completer<String> answer = new Completer<>();
        CompletableFuture<String> told = answer.resumeOn(RxJavaSchedules.from(Schedulers.single())).toFuture()
                .thenApply(value -> thread());

        answer.complete("value");

        assertThat(told.get(10, TimeUnit.SECONDS)).startsWith("RxSingleScheduler");
    }

    @Test
    void scheduler_thatWasShutDown_failsTheTask() throws Exception { // L18
        List<Throwable> reported = new ArrayList<>();
        RxJavaPlugins.setErrorHandler(reported::add);
        Scheduler gone = Schedulers.from(command -> {
            throw new RejectedExecutionException("gone");
        });
        Task<String> task = Tasks.on(RxJavaSchedules.from(gone)).spawn(waker -> Poll.ready("never"));
        RxJavaPlugins.setErrorHandler(null);

        assertThatThrownBy(task::join).isInstanceOf(RejectedExecutionException.class).hasMessageContaining("shut down");
        assertThat(reported).as("by RxJava itself").hasSize(1);
    }

    @Test
    void scheduler_thatRunsOnTheCallingThread_isNotTakenForOneThatRejects() throws Exception {
        Task<String> task = Tasks.on(RxJavaSchedules.from(Schedulers.trampoline())).spawn(waker -> Poll.ready("ran"));

        assertThat(task.join()).isEqualTo("ran");
    }

    @Test
    void operators_onASchedule_runWhenThatDoes() {
        SteppingSchedule stepping = new SteppingSchedule();
        TestSubscriber<Integer> subscriber =
                Flowable.range(0, 3).observeOn(RxJavaSchedules.to(stepping)).test();

        subscriber.assertNoValues();
        stepping.runAll();
        subscriber.assertValues(0, 1, 2).assertComplete();
    }

    @Test
    void delayedWork_goesToTheScheduleWhenItIsDue() throws Exception {
        RunQueue queue = new RunQueue();
        FutureTask<Void> running = new FutureTask<>(() -> {
            queue.runUntilClosed();
            return null;
        });
        Thread.ofPlatform().name("runner").start(running);
        Scheduler scheduler = RxJavaSchedules.to(queue);

        String ranOn = Flowable.timer(1, TimeUnit.MILLISECONDS, scheduler).map(tick -> thread()).blockingFirst();
        List<Long> ticks = Flowable.interval(1, TimeUnit.MILLISECONDS, scheduler).take(3).toList().blockingGet();

        assertThat(ranOn).isEqualTo("runner");
        assertThat(ticks).containsExactly(0L, 1L, 2L);
        queue.close();
        running.get();
    }

    @Test
    void work_thatAScheduleRejects_isReportedAndDisposed() {
        List<Throwable> reported = new ArrayList<>();
        RxJavaPlugins.setErrorHandler(reported::add);
        RunQueue closed = new RunQueue();
        closed.close();
        Disposable work = RxJavaSchedules.to(closed).scheduleDirect(() -> reported.add(new AssertionError("ran")));
        RxJavaPlugins.setErrorHandler(null);

        assertThat(work.isDisposed()).isTrue();
        assertThat(reported).hasSize(1).first().extracting(Throwable::getCause)
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void outAndBackAgain_isTheSame() { // L15
        Schedule schedule = new RunQueue();
        assertThat(RxJavaSchedules.from(RxJavaSchedules.to(schedule))).isSameAs(schedule);
        Scheduler scheduler = Schedulers.single();
        assertThat(RxJavaSchedules.to(RxJavaSchedules.from(scheduler))).isSameAs(scheduler);
    }
}
