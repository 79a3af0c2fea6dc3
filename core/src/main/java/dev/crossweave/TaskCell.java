package dev.crossweave;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A spawned task, all of it in one object: the state, the handle ({@link Task}), the right to poll
 * ({@link RunnableTask}) and the waker ({@link Waker}). It acts on what the transitions of {@link TaskState} return.
 *
 * <p>Cost, beyond the pollable: one object of 40 bytes (compressed references). Atomic operations: idle wake, run and
 * end of a poll one each; a wake from inside its own poll none; with a {@link RunQueue} or as a local task, the whole
 * round after such a wake none; the end one, and one more when someone awaits.
 */
sealed class TaskCell<T extends @Nullable Object> extends BaseTask<T> implements RunnableTask, Waker
        permits EmbeddedTask {

    /** How this task was spawned. After the end what is left of that, {@link Spawner#afterEnd}. */
    private Spawner spawner;

    /**
     * While a {@link RunQueue} holds this: the next task in there, and only the queue touches it. While idle: the task that
     * the last poll awaited, for people; written by whoever polls (R1), who is never in a queue at the same time.
     */
    @Nullable Object link;

    /**
     * The thread that polls this task right now. It is read without synchronization by wakers: only the polling thread
     * itself ever finds itself in here, because it alone writes its own name and takes it out again.
     */
    private @Nullable Thread poller;

    /**
     * This poll woke its own task; after the poll: it has yielded. Only who polls it sets this, and only who has the right
     * to run it next, or R1, clears it.
     */
    private boolean selfWoken;

    /**
     * Makes a task.
     *
     * @param initial 0 for a lazy task; STARTED|SCHEDULED for one whose right to poll the caller holds; STARTED|RUNNING, as
     *     if it had yielded, for one that the caller hands to its RunQueue next: nobody else can run it first
     */
    TaskCell(Spawner spawner, @Nullable Pollable<T> pollable, int initial) {
        super(initial, pollable);
        this.spawner = spawner;
        this.selfWoken = (initial & RUNNING) != 0;
    }

    // ------------------------------------------------------------------------------------------ Waker

    /** Self-wake: no atomic. Otherwise one, and the schedule's own when the task was idle. */
    @Override
    public final void wake() {
        if (poller == Thread.currentThread()) {
            selfWoken = true;
        } else if (transitionWake(spawner.queued())) {
            handOver(false, false);
        }
    }

    // ------------------------------------------------------------------------------------------ Task

    @Override
    public final Task<T> start() {
        startIn(ANY_LIFE);
        return this;
    }

    @Override
    final void startIn(int life) {
        if (transitionStart(life, spawner.queued())) {
            handOver(false, false);
        }
    }

    @Override
    public final boolean cancel(@Nullable Throwable reason) {
        return cancel(ANY_LIFE, reason);
    }

    boolean cancel(int life, @Nullable Throwable reason) {
        Then then = transitionCancel(life, reason, spawner.queued());
        if (then == Then.SCHEDULE) {
            handOver(false, false);
        }
        return then != Then.TOO_LATE;
    }

    @Override
    public final @Nullable String name() {
        return spawner.name();
    }

    // ------------------------------------------------------------------------------------------ RunnableTask

    @Override
    public final boolean step() {
        checkThread();
        return pollAfter(transitionRun(false, ownsYield(false)));
    }

    @Override
    public final void schedule() {
        boolean yielded = ownsYield(false);
        boolean right = spawner.queued() != 0
                ? transitionQueue(false)
                : yielded || (word() & (SCHEDULED | RUNNING | QUEUED)) == SCHEDULED;
        if (!right) {
            throw refusal("scheduled");
        }
        handOver(false, yielded);
    }

    @Override
    public final void discard(@Nullable Throwable reason) {
        checkThread();
        if (!discard(reason, false)) {
            throw refusal("discarded");
        }
    }

    @Override
    public final boolean isCancelling() {
        return (word() & CANCELLING) != 0;
    }

    @Override
    public final @Nullable Object metadata() {
        return spawner.metadata();
    }

    @Override
    public final Task<T> task() {
        return this;
    }

    // ------------------------------------------------------------------------------------------ RunQueue

    /** A queue takes a right that another schedule passes on to it, and that of a local task which yielded, too. */
    final boolean takeIntoQueue() {
        boolean yielded = ownsYield(false);
        if (yielded) {
            selfWoken = false; // from here on the word has it
        }
        return transitionQueue(yielded);
    }

    /** Which of a queue's lanes this goes into. */
    final int lane() {
        return spawner.lane();
    }

    /** The queue that holds the right uses it, on a thread that it has {@link #checkThread checked}. */
    final void runQueued() {
        pollAfter(transitionRun(true, true));
    }

    /** The queue that holds the right gives it up. */
    final void discardQueued(@Nullable Throwable reason) {
        discard(reason, true);
    }

    // ------------------------------------------------------------------------------------------ the life of a poll

    private boolean pollAfter(Run found) {
        return switch (found) {
            case REFUSE -> throw refusal("run");
            case DROP -> {
                endCancelled(null);
                yield false;
            }
            case POLL -> pollOnce();
        };
    }

    /** A task that yielded can be run by nobody but the queue that holds it, or else the thread that it is local to. */
    private boolean ownsYield(boolean fromQueue) {
        return fromQueue || (spawner.owner() == Thread.currentThread() && spawner.queued() == 0
                && selfWoken && poller == null);
    }

    /** A local task is polled and dropped on its own thread only (L17). */
    final void checkThread() {
        Thread owner = spawner.owner();
        if (owner != null && owner != Thread.currentThread()) {
            throw new IllegalStateException(this + " is local to " + owner + " and can't be polled or dropped on "
                    + Thread.currentThread() + "; run its schedule on the thread that spawned it.");
        }
    }

    private boolean pollOnce() {
        selfWoken = false;
        link = null;
        poller = Thread.currentThread();
        Poll<T> poll;
        try {
            poll = pollBody();
        } catch (Throwable thrown) {
            poller = null;
            endThrown(thrown);
            return false;
        }
        poller = null;
        if (poll == Poll.pending()) { // there is one, so no search through a class's interfaces is needed here
            return afterPending();
        }
        if (poll instanceof Outcome<T> outcome) {
            end(outcome);
        } else {
            endFailed(new NullPointerException(
                    "A poll of " + this + " answered null; expected Poll.pending() or an outcome."));
        }
        return false;
    }

    private boolean afterPending() {
        boolean selfWoke = selfWoken;
        if (selfWoke && spawner.keepsRightOnYield()) {
            handOver(true, true); // yielded: stays RUNNING
            return true;
        }
        selfWoken = false;
        return switch (transitionPending(selfWoke, spawner.queued())) {
            case NOTHING, TOO_LATE -> false;
            case DROP -> {
                endCancelled(null);
                yield false;
            }
            case SCHEDULE -> {
                handOver(true, false);
                yield true;
            }
        };
    }

    /** Gives the right to poll to the schedule. A schedule that throws fails the task (L18). */
    final void handOver(boolean wokenWhileRunning, boolean yielded) {
        Spawner target = spawner;
        try {
            target.schedule(this, wokenWhileRunning);
        } catch (Throwable rejection) {
            rejected(rejection, target, yielded);
        }
    }

    private void rejected(Throwable rejection, Spawner target, boolean yielded) {
        boolean kept = yielded && selfWoken; // else the schedule ran it before it threw
        int word = transitionReclaim(target.queued() != 0, kept, 0);
        if (word == 0) {
            late(rejection); // it was taken all the same, and runs or has run: the task's end is its own
        } else if ((word & CANCELLING) != 0) {
            endCancelled(null);
            late(rejection);
        } else {
            endFailed(rejection);
        }
    }

    private boolean discard(@Nullable Throwable reason, boolean fromQueue) {
        if (transitionReclaim(fromQueue, ownsYield(fromQueue), CANCELLING) == 0) {
            return false;
        }
        endCancelled(reason);
        return true;
    }

    // ------------------------------------------------------------------------------------------ the end

    /** R1: RUNNING is ours. The pollable is dropped first, so that nobody sees the end before that (L7). */
    private void end(Outcome<T> outcome) {
        switch (outcome) {
            case Outcome.Value<T>(T value) -> {
                if (!endWith(VALUE, value)) {
                    Hooks.discard(value);
                }
            }
            case Outcome.Failure<T>(Throwable cause) -> endFailed(cause);
            case Outcome.Cancelled<T>(Throwable reason) -> endCancelled(reason);
        }
    }

    /** Without an outcome, so that even an OutOfMemoryError arrives. */
    private void endThrown(Throwable thrown) {
        Throwable cause = Failures.unwrap(thrown);
        if (Failures.isCancellation(cause)) {
            endCancelled(cause);
        } else {
            endFailed(cause);
        }
    }

    private void endFailed(Throwable cause) {
        if (!endWith(FAILED, cause)) {
            late(cause);
        }
    }

    /** R5: false when the task is being cancelled; what the poll produced goes where nobody awaits it, once. */
    private boolean endWith(int end, @Nullable Object held) {
        dropPollable();
        payload = held;
        if (transitionEnd(end)) {
            afterEnd();
            return true;
        }
        endDropped(null);
        return false;
    }

    private void endCancelled(@Nullable Throwable reason) {
        dropPollable();
        endDropped(reason);
    }

    private void endDropped(@Nullable Throwable reason) {
        Throwable asked = reason();
        payload = asked != null ? asked : reason;
        transitionCancelled();
        afterEnd();
    }

    /** L16: the outcome stays, the name, and the hook for a failure that nobody looked at; nothing else. */
    private void afterEnd() {
        spawner = spawnerAfterEnd(spawner);
        announce();
    }

    private void dropPollable() {
        selfWoken = false; // R1; RUNNING is no yield from here on, so that the drop can't run its own task
        link = null; // L16
        try {
            dropBody();
        } catch (Throwable thrown) {
            late(thrown);
        }
    }

    Poll<T> pollBody() throws Exception {
        return pollable().poll(this);
    }

    void dropBody() {
        Pollable<T> pollable = pollable();
        payload = null;
        pollable.drop();
    }

    @SuppressWarnings("unchecked") // R1: until the end the payload is the pollable
    private Pollable<T> pollable() {
        return (Pollable<T>) Objects.requireNonNull(payload);
    }

    Spawner spawnerAfterEnd(Spawner used) {
        return used.afterEnd();
    }

    @Override
    final void late(Throwable error) {
        Hooks.lateErrorOf(spawner, error);
    }

    /** This poll awaits a task. Others who have this waker don't poll, and must not touch the link. */
    final void awaits(BaseTask<?> task) {
        if (poller == Thread.currentThread()) {
            link = task;
        }
    }

    /** A look without synchronization: it may be that of another moment. */
    @Override
    final @Nullable Object waitsFor() {
        Object awaited = link;
        return (word() & (SCHEDULED | RUNNING)) == 0 ? awaited : null;
    }

    @Override
    final String resting() {
        return "idle";
    }

    private IllegalStateException refusal(String what) {
        Thread polling = poller;
        return new IllegalStateException(
                this + " can't be " + what + " here: expected the right to poll, which exists once"
                        + " while the task is scheduled; it was used up, "
                        + (polling != null ? "or its poll runs on " + polling : "or a queue holds it") + ".");
    }
}
