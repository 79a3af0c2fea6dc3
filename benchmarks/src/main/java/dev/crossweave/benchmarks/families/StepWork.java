package dev.crossweave.benchmarks.families;

import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.loom.LoomSteps;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Virtual threads that give way, on the scheduler of the JDK and as steps on a queue of one thread. */
final class StepWork {

    private StepWork() {
    }

    // ------------------------------------------------------------------------------------------ yield

    static long yieldSteps(int count) throws InterruptedException {
        RunQueue queue = new RunQueue();
        return queue.runUntil(LoomSteps.on(queue).fromCallable(() -> yields(count))).orElseThrow();
    }

    static long yieldThreads(int count) throws Exception {
        FutureTask<Long> thread = new FutureTask<>(() -> yields(count));
        Thread.startVirtualThread(thread);
        return thread.get();
    }

    @SuppressWarnings("ThreadPriorityCheck") // what is measured
    private static long yields(int count) {
        for (int i = 0; i < count; i++) {
            Thread.yield();
        }
        return count;
    }

    // ------------------------------------------------------------------------------------------ park

    /** Two threads, of which one runs while the other is parked. */
    private static final class Baton {
        private final int rounds;
        private volatile @Nullable Thread first;
        private volatile @Nullable Thread second;
        private volatile int turn;

        Baton(int rounds) {
            this.rounds = rounds;
        }

        Callable<Long> first() {
            return () -> {
                first = Thread.currentThread();
                return pass(0);
            };
        }

        Callable<Long> second() {
            return () -> {
                second = Thread.currentThread();
                return pass(1);
            };
        }

        private long pass(int mine) {
            for (int round = 0; round < rounds; round++) {
                while (turn % 2 != mine) {
                    LockSupport.park(this);
                }
                turn = turn + 1; // nobody else's until then
                LockSupport.unpark(mine == 0 ? second : first);
            }
            return rounds;
        }
    }

    static long parkSteps(int count) throws InterruptedException {
        RunQueue queue = new RunQueue();
        LoomSteps steps = LoomSteps.on(queue);
        Baton baton = new Baton(count / 2);
        Task<Long> first = steps.fromCallable(baton.first()).start();
        Task<Long> second = steps.fromCallable(baton.second()).start();
        return queue.runUntil(first).orElseThrow() + queue.runUntil(second).orElseThrow();
    }

    static long parkThreads(int count) throws Exception {
        Baton baton = new Baton(count / 2);
        FutureTask<Long> first = new FutureTask<>(baton.first());
        FutureTask<Long> second = new FutureTask<>(baton.second());
        Thread.startVirtualThread(first);
        Thread.startVirtualThread(second);
        return first.get() + second.get();
    }
}
