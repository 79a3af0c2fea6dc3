package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lives, stale handles, and spawning without allocation. */
class EmbeddedTaskTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Stepper stepper = new Stepper();

    /** Answers what is set, pending while nothing is. */
    private static final class Request extends EmbeddedTask<String> {
        private volatile Poll<String> answer = Poll.pending();
        private int polls;
        private int drops;

        Request(Spawner spawner) {
            super(spawner);
        }

        @Override
        protected Poll<String> onPoll(Waker waker) {
            polls++;
            return answer;
        }

        @Override
        protected void onDrop() {
            drops++;
        }
    }

    @Test
    void life_endsAndBeginsAgain() throws Exception {
        Request request = new Request(Tasks.on(stepper).named("request"));
        for (int life = 0; life < 5; life++) {
            assertThat(request.life()).isEqualTo(life);
            assertThat(request).hasToString("task request (new)");
            assertThat(stepper.ready()).isZero();
            CountingWaker waker = new CountingWaker();
            request.answer = Poll.ready("life " + life);
            assertThat(request.poll(waker)).isEqualTo(Poll.pending());
            assertThat(stepper.runAll()).isEqualTo(1);

            assertThat(request.join()).isEqualTo("life " + life);
            assertThat(waker.wakes()).isEqualTo(1);
            assertThat(request.drops).isEqualTo(life + 1);
            request.rearm();
            assertThat(request.isDone()).isFalse();
        }
    }

    @Test
    void rearm_beforeTheEnd_isRefused() { // L17
        Request request = new Request(Tasks.on(stepper));
        assertThatThrownBy(request::rearm).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected a life that has ended");
        request.start();
        assertThatThrownBy(request::rearm).isInstanceOf(IllegalStateException.class);
        stepper.runAll();
        assertThatThrownBy(request::rearm).isInstanceOf(IllegalStateException.class);
        assertThat(request.life()).isZero();
    }

    @Test
    void rearm_afterCancelOrFailure_startsClean() {
        Request request = new Request(Tasks.on(stepper));
        request.detach();
        request.start();
        request.cancel(new RuntimeException("first life"));
        stepper.runAll();
        assertThat(request.isCancelled()).isTrue();

        request.rearm();
        request.answer = Poll.failed(new RuntimeException("second life"));
        request.start();
        stepper.runAll();
        assertThat(request.exceptionNow()).hasMessage("second life");
        assertThat(hooks.late()).as("detached was the first life").isEmpty();

        request.rearm();
        request.start();
        request.cancel();
        stepper.runAll();
        assertThat(request.peek()).as("no reason from an earlier life").isEqualTo(Poll.cancelled(null));
    }

    @Test
    void handleOfAnEarlierLife_isRefusedAndDisturbsNothing() {
        Request request = new Request(Tasks.on(stepper));
        assertThat(request.cancel(1, null)).as("a life that hasn't come").isFalse();
        assertThat(request.poll(0, new CountingWaker())).isEqualTo(Poll.pending());
        request.answer = Poll.ready("value");
        stepper.runAll();
        assertThat(request.poll(0, new CountingWaker())).isEqualTo(Poll.ready("value"));
        request.rearm();

        assertThatThrownBy(() -> request.poll(0, new CountingWaker())).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("life 1", "life 0");
        assertThat(request.cancel(0, new RuntimeException("stale"))).isFalse();
        request.wake();

        assertThat(stepper.ready()).as("the next life wasn't started").isZero();
        assertThat(request.toString()).endsWith("(new)");
        assertThat(request.poll(1, new CountingWaker())).isEqualTo(Poll.pending());
        assertThat(request.cancel(1, null)).isTrue();
        stepper.runAll();
        assertThat(request.peek()).isEqualTo(Poll.cancelled(null));
    }

    @Test
    void wakerOfAnEarlierLife_costsOneSpuriousPollAtMost() { // L11
        Request request = new Request(Tasks.on(stepper));
        request.answer = Poll.ready("value");
        request.start();
        stepper.runAll();
        request.rearm();
        request.answer = Poll.pending();
        request.start();
        stepper.runAll();
        assertThat(request.polls).isEqualTo(2);

        request.wake();
        request.wake();

        assertThat(stepper.runAll()).isEqualTo(1);
        assertThat(request.isDone()).isFalse();
    }

    @Test
    void lives_beyondTheCounter_goAround() {
        Request request = new Request(Tasks.on(stepper));
        request.answer = Poll.ready("value");
        for (int i = 0; i < 65_536; i++) {
            request.start();
            stepper.runAll();
            request.rearm();
        }
        assertThat(request.life()).isZero();
        assertThat(request.cancel(0, null)).isTrue();
    }

    @Test
    void selfAwait_andNullSpawner_areRefused() { // L17
        Request request = new Request(Tasks.on(stepper));
        assertThatThrownBy(() -> request.poll(request)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("awaits itself");
        assertThatThrownBy(() -> new Request(null)).hasMessageContaining("needs a spawner");
    }

    @Test
    void spawningAgain_inAContext_allocatesNothing() { // L10
        ThreadLocal<String> tenant = new ThreadLocal<>();
        tenant.set("acme");
        TaskContext.register(this, tenant);
        try {
            spawningAgain_allocatesNothing();
        } finally {
            TaskContext.unregister(this);
            tenant.remove();
        }
    }

    @Test
    void spawningAgain_allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long me = Thread.currentThread().threadId();
        RunQueue queue = new RunQueue();
        Request request = new Request(Tasks.on(queue));
        request.answer = Poll.ready("kept");
        Waker waker = new CountingWaker();
        int lives = 10_000;

        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && least > 0; attempt++) { // the first ones load classes and compile
            long before = threads.getThreadAllocatedBytes(me);
            for (int i = 0; i < lives; i++) {
                request.poll(waker);
                queue.runOne();
                request.rearm();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(me) - before);
        }

        assertThat(least).as("bytes in %s lives", lives).isLessThan(lives);
        assertThat(request.polls).isGreaterThanOrEqualTo(lives);
    }

    /**
     * An end becomes visible before its awaiters are told. Whoever re-arms and awaits again in between must not be told of
     * the old life in place of the new one: it would wait for ever. More threads than cores, so that some are stopped there.
     */
    @Test
    void rearm_racingWithTheTailOfTheLastLife_tellsNobodyTooEarly() {
        AtomicInteger early = new AtomicInteger();
        List<FutureTask<Void>> owners = new ArrayList<>();
        for (int pair = 0; pair < 4; pair++) {
            owners.add(Threads.start(() -> live(60_000, early)));
        }
        owners.forEach(Threads::await);

        assertThat(early).as("awaiters that were told at the end of the life before theirs").hasValue(0);
    }

    /** One thread runs the request, this one awaits and re-arms it. */
    private static void live(int lives, AtomicInteger early) throws Exception {
        RunQueue queue = new RunQueue();
        Request request = new Request(Tasks.on(queue));
        request.answer = Poll.ready("value");
        FutureTask<Void> loop = Threads.start(queue::runUntilClosed);
        for (int life = 0; life < lives; life++) {
            int mine = request.life();
            request.poll(() -> {
                if (!request.isDone() && request.life() == mine) { // in this order: a life that is over stays so
                    early.incrementAndGet();
                }
            });
            while (!request.isDone()) {
                Thread.onSpinWait();
            }
            request.rearm();
        }
        queue.close();
        Threads.await(loop);
    }
}
