package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Task;
import dev.crossweave.TaskContext;
import dev.crossweave.ThreadContextAccessor;
import dev.crossweave.testkit.SteppingSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** L10 for step tasks: the body has the context of where its task was made, and the thread that takes the steps has nothing of it. */
class LoomStepsContextTest {

    private final SteppingSchedule schedule = new SteppingSchedule();
    private final LoomSteps steps = LoomSteps.on(schedule);

    @Test
    void threadLocal_ofTheCreator_isInForceInTheBodyAfterEveryStep() { // L10
        ThreadLocal<String> tenant = new ThreadLocal<>();
        TaskContext.register("tenant", tenant);
        try {
            tenant.set("acme");
            Task<List<String>> task = steps.fromCallable(() -> {
                List<String> seen = new ArrayList<>(List.of(tenant.get()));
                Thread.yield();
                seen.add(tenant.get());
                return seen;
            });
            tenant.set("another");
            task.start();
            schedule.runAll();

            assertThat(task.resultNow()).containsExactly("acme", "acme");
            assertThat(tenant.get()).isEqualTo("another");
        } finally {
            tenant.remove();
            TaskContext.unregister("tenant");
        }
    }

    @Test
    void scopedValue_ofTheCreator_isBoundInTheBodyAfterEveryStep() throws Exception { // L10
        ScopedValue<String> tenant = ScopedValue.newInstance();
        TaskContext.registerScopedValue(tenant);
        try {
            Task<List<String>> task = ScopedValue.where(tenant, "acme").call(() -> steps.fromCallable(() -> {
                List<String> seen = new ArrayList<>(List.of(tenant.get()));
                Thread.yield();
                seen.add(tenant.get());
                return seen;
            }));
            task.start();
            ScopedValue.where(tenant, "the loop's own").run(schedule::runAll);

            assertThat(task.resultNow()).containsExactly("acme", "acme");
        } finally {
            TaskContext.unregister(tenant);
        }
    }

    @Test
    void inheritableThreadLocals_areThoseOfTheThreadThatMadeTheTask() {
        InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
        user.set("creator");
        Task<String> task = steps.fromCallable(user::get);
        user.set("changed since");
        task.start();
        schedule.runAll();
        user.remove();

        assertThat(task.resultNow()).isEqualTo("creator");
    }

    /** A value that every thread has, and that writes down which threads are asked for it or get it. */
    private static final class Traced implements ThreadContextAccessor<String> {
        private final List<Thread> threads = new ArrayList<>();

        @Override
        public Object key() {
            return "traced";
        }

        @Override
        public @Nullable String get() {
            threads.add(Thread.currentThread());
            return Thread.currentThread().toString();
        }

        @Override
        public void set(String value) {
            threads.add(Thread.currentThread());
        }

        @Override
        public void clear() {
            threads.add(Thread.currentThread());
        }
    }

    @Test
    void accessors_areNotCalledOnTheThreadThatTakesTheSteps_norOnTheOneThatWakes() throws InterruptedException {
        List<Thread> children = new ArrayList<>();
        Traced traced = new Traced();
        TaskContext.register(traced);
        try {
            Task<Thread> task = steps.fromCallable(() -> {
                Thread child = Thread.ofVirtual().unstarted(LockSupport::park);
                children.add(child);
                child.start();
                Thread.yield();
                return Thread.currentThread();
            }).start();
            assertThat(traced.threads).containsOnly(Thread.currentThread()); // the capture, and the start in the context
            traced.threads.clear();

            schedule.runAll();
            Thread waker = Thread.ofPlatform().start(() -> LockSupport.unpark(children.getFirst()));
            waker.join();
            schedule.runAll();

            assertThat(children.getFirst().isAlive()).isFalse();
            assertThat(traced.threads).containsOnly(task.resultNow());
        } finally {
            TaskContext.unregister("traced");
        }
    }
}
