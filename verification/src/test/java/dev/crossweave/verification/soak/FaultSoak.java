package dev.crossweave.verification.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.RunQueue;
import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tasks of which everything that a user writes throws now and then, Errors too: the poll, the drop, the awaiters, the
 * schedule and both hooks; while two threads wake, cancel and await them, and the queue is closed under some. In the end every
 * task has ended, as cancelled if cancel answered true (R5), its pollable was dropped once and never during a poll (L7), each awaiter was told once (R4), each value is
 * an outcome or was discarded (L9), and each thing that was thrown is an outcome or was reported, once (L8, L18).
 *
 * <p>What a task does is drawn from the seed and its number; how the threads meet isn't.
 */
final class FaultSoak {

    private static final int ROUND = 500;
    private static final long SEED = 20_260_102;

    private static final class Value {
        final AtomicInteger discarded = new AtomicInteger();
        final int number;

        Value(int number) {
            this.number = number;
        }
    }

    /** An awaiter that counts, and may throw. */
    private final class Awaiter implements Waker {
        private final AtomicInteger told = new AtomicInteger();
        private final int number;
        private boolean registered;

        Awaiter(int number) {
            this.number = number;
        }

        @Override
        public void wake() {
            told.incrementAndGet();
            if (number % 4 == 0) {
                thrown.raise(number % 8 == 0, "awaiter");
            }
        }
    }

    private final Fault.Thrown thrown = new Fault.Thrown();
    private final Queue<Value> values = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();
    private final AtomicInteger hookCalls = new AtomicInteger();
    private final List<Awaiter> awaiters = Collections.synchronizedList(new ArrayList<>());
    private final List<Victim> victims = new ArrayList<>();
    private final RunQueue queue = new RunQueue();
    private final int round;

    private FaultSoak(int round) {
        this.round = round;
    }

    /** What became of all tasks. */
    record Tally(int ended, int values, int failures, int cancelled, int faults) {
        private Tally plus(Tally other) {
            return new Tally(ended + other.ended, values + other.values, failures + other.failures,
                    cancelled + other.cancelled, faults + other.faults);
        }
    }

    static Tally run(int tasks, Duration limit) throws Exception {
        Tally tally = new Tally(0, 0, 0, 0, 0);
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (int round = 0; round < tasks / ROUND; round++) {
                tally = tally.plus(new FaultSoak(round).round(Duration.ofNanos(deadline - System.nanoTime())));
            }
        } finally {
            Hooks.onLateError(null);
            Hooks.onDiscard(null);
        }
        return tally;
    }

    // ------------------------------------------------------------------------------------------ what throws

    /** A pollable that draws lots. */
    private final class Victim implements Pollable<Object> {
        private final SplittableRandom random;
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger drops = new AtomicInteger();
        private final int number;
        private Task<Object> task;
        private volatile boolean cancelled;

        Victim(int number) {
            this.number = number;
            this.random = new SplittableRandom(SEED + number);
        }

        @Override
        public Poll<Object> poll(Waker waker) {
            enter();
            try {
                int lot = random.nextInt(100);
                if (lot < 30) {
                    waker.wake();
                    return Poll.pending();
                } else if (lot < 60) {
                    return Poll.pending();
                } else if (lot < 75) {
                    thrown.raise(lot < 67, "poll");
                }
                Value value = new Value(number);
                values.add(value);
                return Poll.ready(value);
            } finally {
                inside.decrementAndGet();
            }
        }

        @Override
        public void drop() {
            enter();
            try {
                drops.incrementAndGet();
                if (number % 5 == 0) {
                    thrown.raise(number % 10 == 0, "drop");
                }
            } finally {
                inside.decrementAndGet();
            }
        }

        private void enter() {
            if (inside.incrementAndGet() != 1) {
                unexpected.add(
                        new AssertionError("a poll and the drop, or two polls, of task " + number + " overlapped"));
            }
        }
    }

    /** Hands on to the queue, and throws before or after that now and then. */
    private final class Rejecting implements Schedule {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public void schedule(RunnableTask task) {
            int lot = new SplittableRandom(SEED + round * 1_000_003L + calls.getAndIncrement()).nextInt(40);
            if (lot < 2) {
                thrown.raise(lot == 0, "schedule, not handed on");
            }
            queue.schedule(task);
            if (lot < 4) {
                thrown.raise(lot == 2, "schedule, handed on all the same");
            }
        }
    }

    private void lateError(Throwable error) {
        if (error instanceof Fault fault) {
            fault.reports().incrementAndGet();
        } else if (error instanceof RejectedExecutionException) {
            return; // of the queue, when it is closed and the task is being cancelled
        } else if (error instanceof IllegalStateException && error.getMessage().contains("can't be")) {
            return; // of the schedule: another call of it has handed its right on, thrown, and so taken this one back
        } else {
            unexpected.add(error);
        }
        int call = hookCalls.incrementAndGet();
        if (call % 7 == 0) {
            thrown.raise(call % 2 == 0, "late-error hook");
        }
    }

    private void discard(Object value) {
        ((Value) value).discarded.incrementAndGet();
        if (((Value) value).number % 3 == 0) {
            thrown.raise(((Value) value).number % 6 == 0, "discard hook");
        }
    }

    /** Where what the late-error hook throws ends up. */
    private void uncaught(Thread thread, Throwable error) {
        if (error instanceof Fault fault) {
            fault.reports().incrementAndGet();
        } else {
            unexpected.add(error);
        }
    }

    // ------------------------------------------------------------------------------------------ a round

    private Tally round(Duration limit) throws Exception {
        Hooks.onLateError(this::lateError);
        Hooks.onDiscard(this::discard);
        Soak soak = new Soak(this::uncaught);
        soak.start("spawner", this::spawn); // on a thread whose handler counts
        soak.await(limit, "spawning");
        soak.start("runner", queue::runUntilClosed);
        soak.start("disturber-0", () -> disturb(0));
        soak.start("disturber-1", () -> disturb(1));
        soak.await(limit, "the run queue didn't notice that it was closed");
        soak.start("last waker", this::wakeAll);
        soak.await(limit, "a wake blocks");
        return check();
    }

    private void spawn() {
        Schedule rejecting = new Rejecting();
        for (int i = 0; i < ROUND; i++) {
            Victim victim = new Victim(round * ROUND + i);
            victim.task = Tasks.on(i % 2 == 0 ? queue : rejecting).spawn(victim);
            victims.add(victim);
        }
    }

    /** Wakes, cancels and awaits at random, until all tasks have ended or it is time to close the queue under the rest. */
    private void disturb(int part) {
        SplittableRandom random = new SplittableRandom(SEED + round * 2L + part);
        for (int i = 0; i < ROUND * 6; i++) {
            Victim victim = victims.get(random.nextInt(ROUND));
            int lot = random.nextInt(20);
            if (lot == 0) {
                if (victim.task.cancel()) {
                    victim.cancelled = true;
                }
            } else if (lot < 6) {
                Awaiter awaiter = new Awaiter(random.nextInt(1 << 20));
                awaiter.registered = !victim.task.poll(awaiter).isReady();
                awaiters.add(awaiter);
            } else {
                ((Waker) victim.task).wake();
            }
        }
        if (part == 0) {
            queue.close();
        }
    }

    /** Who is idle learns that there is no queue any more. Not earlier: the last poll may have answered an earlier wake. */
    private void wakeAll() {
        for (Victim victim : victims) {
            ((Waker) victim.task).wake();
        }
    }

    private Tally check() {
        Set<Object> outcomes = Collections.newSetFromMap(new IdentityHashMap<>());
        int[] ends = new int[3];
        for (Victim victim : victims) {
            assertThat(victim.drops).as("drops of %s, task %d", victim.task, victim.number).hasValue(1);
            assertThat(victim.task.isCancelled() || !victim.cancelled)
                    .as("%s was told that it is cancelled (R5)", victim.task)
                    .isTrue();
            switch (victim.task.peek()) {
                case Outcome.Value<Object>(Object value) -> {
                    outcomes.add(value);
                    ends[0]++;
                }
                case Outcome.Failure<Object>(Throwable cause) -> {
                    outcomes.add(cause);
                    ends[1]++;
                }
                case Outcome.Cancelled<Object> cancelled -> ends[2]++;
                case Poll.Pending<Object> pending -> throw new AssertionError(victim.task + " is stranded");
            }
        }
        assertThat(unexpected).isEmpty();
        for (Value value : values) {
            assertThat(value.discarded.get() + (outcomes.contains(value) ? 1 : 0))
                    .as("the places of a value of task %d", value.number).isOne();
        }
        for (Throwable fault : thrown.faults) {
            assertThat(((Fault) fault).reports().get() + (outcomes.contains(fault) ? 1 : 0))
                    .as("the places of what was thrown by: %s", fault.getMessage()).isOne();
        }
        for (Awaiter awaiter : awaiters) {
            assertThat(awaiter.told.get()).as("told").isBetween(awaiter.registered ? 1 : 0, 1);
        }
        assertThat(ends[0] + ends[1] + ends[2]).isEqualTo(ROUND);
        return new Tally(ROUND, ends[0], ends[1], ends[2], thrown.faults.size());
    }
}
