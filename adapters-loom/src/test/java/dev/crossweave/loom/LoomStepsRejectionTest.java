package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Hooks;
import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.testkit.SteppingSchedule;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A schedule that rejects or discards strands no thread (L18), and runs its {@code finally} blocks (L7). */
class LoomStepsRejectionTest {

    private final SteppingSchedule schedule = new SteppingSchedule();
    private final LoomSteps steps = LoomSteps.on(schedule);
    private final List<String> trace = new CopyOnWriteArrayList<>();
    private final List<Throwable> late = new CopyOnWriteArrayList<>();
    private final List<Object> discarded = new CopyOnWriteArrayList<>();
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private volatile boolean go;

    @BeforeEach
    void listen() {
        Hooks.onLateError(late::add);
        Hooks.onDiscard(discarded::add);
    }

    @AfterEach
    void stopListening() {
        Hooks.onLateError(null);
        Hooks.onDiscard(null);
    }

    private String parkUntilGo() throws InterruptedException {
        thread.set(Thread.currentThread());
        try {
            while (!go) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("of the body");
                }
                LockSupport.park();
            }
            return "the body's value";
        } finally {
            Thread.yield(); // steps are taken elsewhere by now
            trace.add("finally on "
                    + (LoomSteps.carrier() == Thread.currentThread() ? "?" : LoomSteps.carrier().isDaemon()));
        }
    }

    private Task<String> parked() {
        Task<String> task = steps.fromCallable(this::parkUntilGo).start();
        schedule.runAll();
        assertThat(task.isDone()).isFalse();
        return task;
    }

    @Test
    void wakeThatIsRejected_doesNotThrow_failsTheTask_afterTheFinallyBlock() {
        Task<String> task = parked();
        AtomicReference<List<String>> whenSeen = new AtomicReference<>();
        task.poll(() -> whenSeen.set(List.copyOf(trace)));
        RuntimeException rejection = schedule.reject();

        assertThatCode(() -> LockSupport.unpark(thread.get())).doesNotThrowAnyException();

        await().until(task::isDone);
        assertThat(task.exceptionNow()).isSameAs(rejection); // L2
        await().until(() -> whenSeen.get() != null);
        assertThat(whenSeen.get()).containsExactly("finally on true");
        await().until(() -> !thread.get().isAlive());
        assertThat(late).isEmpty(); // the interrupt is of our own making
    }

    @Test
    void wakeThatIsRejected_whenTheBodyComesToAValueAllTheSame_discardsIt() { // L9
        Task<String> task = parked();
        schedule.reject();
        go = true;

        LockSupport.unpark(thread.get());

        await().until(task::isDone);
        assertThat(task.state()).isEqualTo(Task.State.FAILED);
        await().untilAsserted(() -> assertThat(discarded).containsExactly("the body's value"));
    }

    @Test
    void cancelThatIsRejected_isCancelled_andReportsTheRejectionOnce() {
        Task<String> task = parked();
        RuntimeException rejection = schedule.reject();

        task.cancel();

        await().until(task::isCancelled);
        assertThat(trace).containsExactly("finally on true");
        await().untilAsserted(() -> assertThat(late).containsExactly(rejection));
    }

    @Test
    void startThatIsRejected_failsTheTask_andNeverBeginsTheBody() {
        RuntimeException rejection = schedule.reject();

        Task<String> task = steps.fromCallable(this::parkUntilGo).start();

        assertThat(task.exceptionNow()).isSameAs(rejection);
        assertThat(thread.get()).isNull();
    }

    @Test
    void yieldThatIsRejected_failsTheTask_afterTheBody() {
        AtomicReference<RuntimeException> rejection = new AtomicReference<>();
        Task<Boolean> task = steps.fromCallable(() -> {
            rejection.set(schedule.reject());
            Thread.yield();
            return trace.add("went on");
        }).start();
        schedule.runAll();

        await().until(task::isDone);
        assertThat(task.exceptionNow()).isSameAs(rejection.get());
        assertThat(trace).containsExactly("went on");
    }

    @Test
    void queueThatIsClosed_cancelsWhatItHolds_afterTheFinallyBlock() {
        RunQueue queue = new RunQueue();
        Task<String> task = LoomSteps.on(queue).fromCallable(this::parkUntilGo).start();
        queue.runAll();
        LockSupport.unpark(thread.get()); // lies in the queue

        queue.close();

        await().until(task::isDone);
        assertThat(task.isCancelled()).isTrue();
        assertThat(trace).containsExactly("finally on true");
        assertThat(late).isEmpty();
    }

    @Test
    void queueThatIsClosed_beforeTheFirstStep_neverBeginsTheBody() {
        RunQueue queue = new RunQueue();
        Task<String> task = LoomSteps.on(queue).fromCallable(this::parkUntilGo).start();

        queue.close();

        await().until(task::isCancelled);
        assertThat(thread.get()).isNull();
    }

    @Test
    void queueThatIsClosed_rejectsTheNextWake() {
        RunQueue queue = new RunQueue();
        Task<String> task = LoomSteps.on(queue).fromCallable(this::parkUntilGo).start();
        queue.runAll();
        queue.close();
        assertThat(task.isDone()).isFalse(); // it is parked, and in no queue

        LockSupport.unpark(thread.get());

        await().until(task::isDone);
        assertThat(task.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void strandedThread_isInterruptedOnce() {
        Task<Object> task = steps.fromCallable(() -> {
            thread.set(Thread.currentThread());
            while (!Thread.interrupted()) {
                LockSupport.park();
            }
            for (int turn = 0; turn < 10; turn++) {
                Thread.yield();
                if (Thread.interrupted()) {
                    trace.add("again");
                }
            }
            throw new InterruptedException("after ten steps");
        }).start();
        schedule.runAll();
        schedule.reject();

        LockSupport.unpark(thread.get());

        await().until(task::isDone);
        assertThat(trace).isEmpty();
    }

    // ------------------------------------------------------------------------------------------ threads that are no tasks

    @Test
    void factoryThread_whoseStartIsRejected_throwsAtTheStart_andHasEnded() {
        RuntimeException rejection = schedule.reject();
        Thread started = steps.threadFactory().newThread(() -> trace.add("never"));

        assertThatThrownBy(started::start).isInstanceOf(RejectedExecutionException.class).hasCause(rejection);

        assertThat(started.getState()).isEqualTo(Thread.State.TERMINATED);
        assertThat(trace).isEmpty();
    }

    @Test
    void factoryThread_whoseWakeIsRejected_runsToItsEnd_andReportsIt() throws Exception {
        List<Throwable> own = new CopyOnWriteArrayList<>();
        Thread started = LoomSteps.on(Tasks.on(schedule).onLateError(own::add)).threadFactory().newThread(() -> {
            assertThatThrownBy(this::parkUntilGo).isInstanceOf(InterruptedException.class);
        });
        started.start();
        schedule.runAll();
        RuntimeException rejection = schedule.reject();

        LockSupport.unpark(started);

        started.join();
        assertThat(trace).containsExactly("finally on true");
        assertThat(own).containsExactly(rejection);
        assertThat(late).isEmpty();
    }
}
