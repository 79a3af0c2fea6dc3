package dev.crossweave.verification.stress;

import dev.crossweave.Hooks;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A spawned task as Lincheck drives it: every operation from every thread, any number of awaiters. What the operations answer
 * has to be what they would answer one after the other in some order; and in the end each awaiter was told exactly once (R4),
 * and the pollable dropped exactly once if the task has ended (L7).
 *
 * <p>Only the right to poll is used by one thread at a time, as it exists once; that a second one is refused is for jcstress
 * (RunRun, DiscardRun). A refusal isn't an answer in any order: it comes while the poll of the other one still runs, and the
 * task isn't seen to have ended before that is over.
 *
 * <p>A run here needs no call of the schedule before it. So a wake may find its task ended when it hands it over, which is
 * reported as a late error and means nothing.
 */
public abstract class TaskModel {

    static {
        Lost.value(); // its class sets hooks of its own, which this one replaces
        Hooks.onLateError(ignored -> {
        });
    }

    private static final int THREADS = 3;

    private final Job job;
    private final Subject task;
    private final List<List<Told>> pending = new ArrayList<>();

    TaskModel(Flaw flaw, Job job) {
        this.job = job;
        task = Subjects.scheduled(flaw, job, new Rights());
        for (int i = 0; i < THREADS; i++) {
            pending.add(new ArrayList<>());
        }
    }

    @Operation(nonParallelGroup = "right to poll")
    public boolean run() {
        return task.run();
    }

    @Operation
    public void wake() {
        task.wake();
    }

    @Operation
    public boolean cancel() {
        return task.cancel();
    }

    @Operation(nonParallelGroup = "right to poll")
    public boolean discard() {
        return task.discard();
    }

    /** Registers one more awaiter; the thread keeps its own, so that the book-keeping orders nothing. */
    @Operation
    public int await(@Param(gen = ThreadIdGen.class) int thread) {
        Told awaiter = new Told();
        int kind = Lost.kind(task.poll(awaiter));
        if (kind == 0) {
            pending.get(thread % THREADS).add(awaiter);
        }
        return kind;
    }

    /** Takes the thread's newest awaiter back, told or not. */
    @Operation
    public void forget(@Param(gen = ThreadIdGen.class) int thread) {
        List<Told> own = pending.get(thread % THREADS);
        if (!own.isEmpty()) {
            task.forget(own.removeLast());
        }
    }

    @Operation
    public int peek() {
        return Lost.kind(task.peek());
    }

    @Validate
    public void everybodyIsToldOnce() {
        int ended = Lost.kind(task.peek()) == 0 ? 0 : 1;
        for (List<Told> own : pending) {
            for (Told awaiter : own) {
                if (awaiter.times() != ended) {
                    throw new IllegalStateException(
                            "an awaiter was told " + awaiter.times() + " times, ended " + ended);
                }
            }
        }
        if (job.drops != ended) {
            throw new IllegalStateException("dropped " + job.drops + " times, ended " + ended);
        }
    }

    public static class Kept extends TaskModel {
        public Kept() {
            super(Flaw.NONE, Job.readyAtSecond("value"));
        }
    }

    public static class BrokenUnchecked extends TaskModel {
        public BrokenUnchecked() {
            super(Flaw.REGISTER_UNCHECKED, Job.ready("value"));
        }
    }

    public static class BrokenTake extends TaskModel {
        public BrokenTake() {
            super(Flaw.TAKE_TORN, Job.ready("value"));
        }
    }

    public static class BrokenEnd extends TaskModel {
        public BrokenEnd() {
            super(Flaw.END_TORN, Job.ready("value"));
        }
    }
}
