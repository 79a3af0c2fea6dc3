package dev.crossweave.loom;

import dev.crossweave.EmbeddedTask;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Spawner;
import dev.crossweave.TaskContext;
import dev.crossweave.Waker;
import dev.crossweave.loom.spi.StepEngine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one virtual thread: its scheduler, and the task that a schedule polls, in one object. The JDK's "can go on" is
 * a wake; a poll takes one step. The JDK says it once for each step and from any thread, so a wake is all that is needed: it
 * coalesces, publishes, and is never lost (L11).
 *
 * <p>Threads that are started inside of the body have this scheduler too, and may outlive the body. Each of their steps is a
 * {@link ChildStep} on the same schedule, for as long as they live.
 *
 * <p>This task ends with its thread, or before it: when the schedule rejects or discards it, or polls on a virtual thread.
 * Then the thread is <em>stranded</em>, is interrupted once, and takes the rest of its steps on threads of the engine, so that
 * its {@code finally} blocks run (L7, L18).
 */
final class Steps extends EmbeddedTask<@Nullable Object> implements Executor {

    /** Whose thread it is. */
    interface Owner extends Runnable {

        /** The schedule has let go of the thread before its end, for this reason. Once at most; the thread goes on. */
        default void stranded(Outcome<?> why) {
        }

        /** The thread has ended, after all else. Called once, on a platform thread. */
        void ended();
    }

    private static final Outcome<@Nullable Object> DONE = Poll.ready(null);

    private static final int ALIVE = 0;
    private static final int STRANDED = 1;
    private static final int ENDED = 2;

    private static final VarHandle PHASE;

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(Steps.class, "phase", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Spawner spawner;
    private final StepEngine engine;

    /** Null after the end, since threads started inside may keep this object for long. */
    private @Nullable Owner owner;
    private @Nullable Thread thread;

    /**
     * What takes a step. Written by the first {@link #execute}, read by later ones, plainly: those come from who has seen a
     * state of the thread (or has been started by it) that came after the first. After the end this object itself, by which no
     * thread is continued; null would be taken for a thread that has not begun.
     */
    private @Nullable Runnable continuation;

    /** A step was begun. Read after the end of this task only, which publishes it. */
    private boolean stepped;

    private volatile int phase;

    /** A step of a thread that was started inside was rejected: none of their later ones asks the schedule. */
    private volatile boolean childrenStranded;

    /** The thread is made here and now: what it inherits, it inherits from the thread that builds it. */
    Steps(Spawner spawner, StepEngine engine, Owner owner, @Nullable String name) {
        super(spawner, TaskContext.empty()); // the body has the task's own; around a step it would be the carrier's, for nothing
        this.spawner = spawner;
        this.engine = engine;
        this.owner = owner;
        Thread.Builder.OfVirtual builder = engine.start(this);
        this.thread = (name == null ? builder : builder.name(name)).unstarted(owner);
    }

    /** Null when it has ended. */
    @Nullable Thread thread() {
        return thread;
    }

    // ------------------------------------------------------------------------------------------ the scheduler

    /** A thread can go on. From any thread; never throws, but for the first step, where that makes the start fail. */
    @Override
    public void execute(Runnable ready) {
        Runnable mine = continuation;
        if (mine == null) {
            begin(ready);
        } else if (mine == ready) {
            wake();
            if (isDone()) { // looked at after the wake: either the end came after it and strands with it, or it is seen here
                strand();
                stepOnEngine();
            }
        } else if (childrenStranded) {
            stepChildOnEngine(ready);
        } else {
            new ChildStep(this, ready).detach().start(); // detached: a rejection is a late error
        }
    }

    private void begin(Runnable first) {
        continuation = first;
        start();
        if (isDone() && !stepped) { // nobody was told yet, so that nobody else takes care of it
            phase = STRANDED;
            Throwable cause = peek() instanceof Outcome.Failure<?>(Throwable rejection) ? rejection : null;
            throw new RejectedExecutionException(
                    "The schedule has let go of the first step of a virtual thread: " + this, cause);
        }
        if (poll(this::strand).isReady()) {
            strand();
        }
    }

    // ------------------------------------------------------------------------------------------ the task

    @Override
    protected Poll<@Nullable Object> onPoll(Waker self) {
        Runnable step = continuation;
        Thread of = thread;
        if (step == null || of == null) {
            throw new IllegalStateException(this + " was polled without a thread that has begun and not ended");
        }
        checkCarrier();
        stepped = true;
        step(step);
        if (of.isAlive()) {
            return Poll.pending();
        }
        finish();
        return DONE;
    }

    /** One step of this thread, or of one started inside. */
    void step(Runnable ready) {
        Thread carrier = checkCarrier();
        boolean interrupted = carrier.isInterrupted(); // a step clears the flag; set before, it belongs to the loop out there
        try {
            engine.resume(ready);
        } finally {
            if (interrupted) {
                carrier.interrupt();
            }
        }
    }

    static Thread checkCarrier() {
        Thread carrier = Thread.currentThread();
        if (carrier.isVirtual()) {
            throw new IllegalStateException(
                    "Steps of virtual threads are taken on platform threads, but the schedule polls on "
                            + carrier
                            + ". Expected a RunQueue that a platform thread runs, or a pool of platform threads.");
        }
        return carrier;
    }

    private void finish() {
        if ((int) PHASE.getAndSet(this, ENDED) != ENDED) {
            Owner told = Objects.requireNonNull(owner); // it is there until this
            owner = null;
            thread = null;
            continuation = this;
            told.ended();
        }
    }

    // ------------------------------------------------------------------------------------------ without the schedule

    /** This task has ended, and perhaps its thread has not. */
    private void strand() {
        Owner told = owner;
        Thread left = thread;
        if (PHASE.compareAndSet(this, ALIVE, STRANDED)) { // so neither was null
            Objects.requireNonNull(told).stranded((Outcome<?>) peek());
            Objects.requireNonNull(left).interrupt(); // it calls execute() when the thread is parked: hence the phase first
            stepOnEngine();
        }
    }

    /** Where several of these meet, all but one find that the thread can't go on, and do nothing. */
    private void stepOnEngine() {
        engine.reject(() -> {
            Runnable step = continuation;
            Thread of = thread;
            if (step == null || of == null) {
                return; // ended meanwhile
            }
            try {
                engine.resume(step);
            } finally {
                if (!of.isAlive()) {
                    finish();
                }
            }
        });
    }

    /** A step of a thread that was started inside, which the schedule has let go of. */
    void stepChildOnEngine(Runnable ready) {
        childrenStranded = true;
        engine.reject(() -> engine.resume(ready));
    }

    Spawner spawner() {
        return spawner;
    }
}
