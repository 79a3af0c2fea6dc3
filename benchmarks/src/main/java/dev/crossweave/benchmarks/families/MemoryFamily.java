package dev.crossweave.benchmarks.families;

import dev.crossweave.EmbeddedTask;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.RunQueue;
import dev.crossweave.Spawner;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import dev.crossweave.benchmarks.Allocated;
import dev.crossweave.benchmarks.Family;
import dev.crossweave.benchmarks.Footprint;
import dev.crossweave.benchmarks.LiveHeap;
import dev.crossweave.benchmarks.Measure;
import dev.crossweave.benchmarks.Row;
import dev.crossweave.benchmarks.Work;
import java.util.List;
import java.util.concurrent.Future.State;
import java.util.function.Supplier;
import org.openjdk.jol.info.ClassLayout;

/** What a task takes of the heap: alone, over a million yields, over a second life, and waiting by the million. */
public final class MemoryFamily implements Family {

    private static final int TASKS = 10_000;
    private static final int YIELDS = 100;
    private static final int LIVES = 1_000;
    private static final int WAITING = 1_000_000;

    private final Measure spawned =
            new Beyond(new Footprint("bytes.task.spawned", MemoryFamily::idleTasks), Idle.class);
    private final Measure yields = new Allocated("bytes.yield.allocated", 1, TASKS * (YIELDS + 1L),
            MemoryFamily::yieldingTasks);
    private final Measure embedded = new Allocated("bytes.embedded.allocated", LIVES, LIVES, MemoryFamily::secondLives);

    private final Measure waiting = new LiveHeap("bytes.memory.waiting", WAITING, new WaitingTasks());
    private final Measure coroutine = new LiveHeap("bytes.memory.waiting_coroutine", WAITING, new WaitingCoroutines());
    private final Measure virtual = new LiveHeap("bytes.memory.waiting_virtual", WAITING, new WaitingThreads());
    private final Measure future =
            new LiveHeap("bytes.memory.waiting_completablefuture", WAITING, new WaitingFutures());

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Row> rows() {
        return List.of(Row.limit(40, spawned), Row.limit(0, yields), Row.limit(0, embedded),
                Row.ratio("memory.waiting_vs_coroutine", 0.5, waiting, coroutine),
                Row.ratio("memory.waiting_vs_virtual", 0.15, waiting, virtual),
                Row.ratio("memory.waiting_vs_completablefuture", 1.3, waiting, future));
    }

    /** The serial collector counts what is live to the byte, when it is told to leave nothing dead in place. */
    @Override
    public List<String> jvmOptions() {
        return List.of("-XX:+UseSerialGC", "-XX:MarkSweepDeadRatio=0", "-Xms4g", "-Xmx6g");
    }

    // ------------------------------------------------------------------------------------------ one task

    /** What is left of a footprint when the object that the user brings is taken off. */
    private record Beyond(Footprint all, Class<?> brought) implements Measure {
        @Override
        public String name() {
            return all.name();
        }

        @Override
        public String unit() {
            return all.unit();
        }

        @Override
        public int rounds() {
            return all.rounds();
        }

        @Override
        public void warm() {
            all.warm();
        }

        @Override
        public double sample() {
            return all.sample() - ClassLayout.parseClass(brought).instanceSize();
        }
    }

    private static Object[] idleTasks(int size) {
        RunQueue queue = new RunQueue();
        Spawner spawner = Tasks.on(queue);
        Object[] tasks = new Object[size];
        for (int i = 0; i < size; i++) {
            tasks[i] = spawner.spawn(new Idle(i));
        }
        queue.runAll();
        return tasks;
    }

    private static final class Idle implements Pollable<Integer> {
        private final int number;

        Idle(int number) {
            this.number = number;
        }

        @Override
        public Poll<Integer> poll(Waker waker) {
            return number >= 0 ? Poll.pending() : Poll.ready(number);
        }
    }

    // ------------------------------------------------------------------------------------------ garbage

    private static Work yieldingTasks() {
        RunQueue queue = new RunQueue();
        Spawner spawner = Tasks.on(queue);
        Supplier<Yielder> yielders = Yielder.of(YIELDS);
        for (int i = 0; i < TASKS; i++) {
            spawner.spawn(yielders.get());
        }
        return queue::runAll;
    }

    private static Work secondLives() {
        RunQueue queue = new RunQueue();
        Session session = new Session(Tasks.on(queue));
        session.start();
        queue.runAll();
        return () -> {
            long ended = 0;
            for (int i = 0; i < LIVES; i++) {
                session.rearm();
                session.start();
                queue.runAll();
                ended += session.state() == State.SUCCESS ? 1 : 0;
            }
            return ended;
        };
    }

    private static final class Session extends EmbeddedTask<Integer> {
        private static final Outcome<Integer> SERVED = Poll.ready(1);
        private boolean yielded;

        Session(Spawner spawner) {
            super(spawner);
        }

        @Override
        protected Poll<Integer> onPoll(Waker waker) {
            yielded = !yielded;
            if (yielded) {
                waker.wake();
                return Poll.pending();
            }
            return SERVED;
        }
    }
}
