package dev.crossweave.samples.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LocalExecutorTest {

    /** The list isn't thread-safe, and needn't be. */
    @Test
    void tasks_shareWhatIsNotThreadSafe_andTakeTurns() throws Exception {
        try (LocalExecutor executor = new LocalExecutor()) {
            List<String> log = new ArrayList<>();
            Task<Integer> other = executor.spawn(new Turns(2));
            Outcome<String> end = executor.run(waker -> {
                log.add("polled");
                waker.wake();
                return other.isDone() ? Poll.ready("other is done") : Poll.pending();
            });
            assertThat(end).isEqualTo(Poll.ready("other is done"));
            assertThat(log).hasSize(3);
        }
    }

    @Test
    void run_ofATaskThatWaits_parksUntilAnotherThreadWakes() throws Exception {
        try (LocalExecutor executor = new LocalExecutor();
                ExecutorService elsewhere = Executors.newVirtualThreadPerTaskExecutor()) {
            Idle idle = new Idle();
            elsewhere.submit(() -> {
                idle.polled.await();
                idle.tell();
                return null;
            });
            assertThat(executor.run(idle)).isEqualTo(Poll.ready("told"));
            assertThat(idle.droppedOn).isSameAs(Thread.currentThread());
        }
    }

    @Test
    void run_onAnotherThread_isRefused() throws Exception {
        try (LocalExecutor executor = new LocalExecutor();
                ExecutorService elsewhere = Executors.newVirtualThreadPerTaskExecutor()) {
            var run = elsewhere.submit(() -> executor.run(new Turns(0)));
            assertThatThrownBy(run::get).hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is local to " + Thread.currentThread());
        }
    }

    @Test
    void cancel_takesEffectWhenTheTaskIsNextPolled() throws Exception {
        try (LocalExecutor executor = new LocalExecutor()) {
            Turns endless = new Turns(Turns.FOR_EVER);
            Task<Integer> task = executor.spawn(endless);
            executor.run(new Turns(3));
            task.cancel();
            executor.run(new Turns(1));
            assertThat(task.isCancelled()).isTrue();
            assertThat(endless.dropped.getCount()).isZero();
        }
    }

    @Test
    void close_cancelsWhatIsReady_andRejectsTheRest() throws Exception {
        LocalExecutor executor = new LocalExecutor();
        Task<Integer> ready = executor.spawn(new Turns(1));
        executor.close();
        assertThat(ready.isCancelled()).isTrue();
        assertThat(executor.spawn(new Turns(1)).exceptionNow()).isInstanceOf(RejectedExecutionException.class);
    }
}
