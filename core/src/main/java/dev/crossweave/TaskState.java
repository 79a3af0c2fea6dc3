package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of a task: one word, one list of awaiters, and every atomic access to them. Nothing here calls code
 * of a user; each transition is one method that returns what its caller has to do.
 *
 * <pre>
 *                                   spawned ({@link TaskCell})
 *
 *               wake              run               pending
 *      IDLE ──────────► SCHEDULED ─────► RUNNING ─────────────────► IDLE
 *        ▲                  ▲  ▲            │ │ wake
 *        │ lazy             │  │ pending    │ └──► RUNNING|SCHEDULED ──┐
 *       new          eager ─┘  └────────────┼──────────────────────────┘
 *                                           ├─ ready ─► VALUE
 *                                           ├─ failed ► FAILED
 *      cancel sets CANCELLING anywhere;     └─ dropped after CANCELLING ─► CANCELLED
 *      from IDLE it also schedules, so that the schedule's side drops the pollable.
 *
 *      A task that wakes itself stays RUNNING ("yielded") when the next run can't be anyone else's: then the
 *      whole round of wake, reschedule and run has no atomic in it.
 *
 *                                   completed from outside ({@link Completer})
 *
 *               start             complete, fail                publish
 *      NEW(0) ──────────► STARTED ──────────────► RUNNING (claimed) ─────► VALUE, FAILED
 *        │                   │ cancel                                 ▲
 *        │ cancel            ▼               source has let go        │
 *        │               CANCELLING ──────────► RUNNING|CANCELLING ───┼──► CANCELLED
 *        └────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>The rules, cited where they matter:
 * <ol>
 * <li><b>R1</b> Who set RUNNING owns {@code payload} and the pollable, alone, until it clears RUNNING or publishes an end.
 * <li><b>R2</b> {@code payload} is read by others only after they have seen an end in the word; the end is written after it.
 * <li><b>R3</b> A wake always writes the word while the task lives, even when it changes nothing, so that what came
 * before the wake happens-before the next run, which begins with a volatile access to the word.
 * <li><b>R4</b> An awaiter is pushed first and the word read afterwards; an end is written first and the list read
 * afterwards. Both are volatile, so at least one side sees the other, and the list is taken with one exchange: each
 * awaiter is told, and told once.
 * <li><b>R5</b> Once CANCELLING is set the end is CANCELLED, whatever the poll still answers.
 * </ol>
 */
abstract class TaskState {

    /** The right to poll exists, or (with RUNNING) will exist after this poll. Never with an end. */
    static final int SCHEDULED = 1;
    /** Someone polls, drops or writes the outcome (R1). Never with an end. */
    static final int RUNNING = 1 << 1;
    /** The right to poll lies in a {@link RunQueue}, and only that may use it. Never without SCHEDULED. */
    static final int QUEUED = 1 << 2;
    /** Cancellation was asked for (R5). Never with an end. */
    static final int CANCELLING = 1 << 3;
    /** The task has been started. Only never set on a lazy task that nobody has awaited. */
    static final int STARTED = 1 << 4;
    /** Ended with a value. */
    static final int VALUE = 1 << 5;
    /** Ended with a failure. */
    static final int FAILED = 1 << 6;
    /** Ended as cancelled. */
    static final int CANCELLED = 1 << 7;

    /** Nobody means to look at the outcome: a failure that no awaiter is told is a late error. */
    static final int DETACHED = 1 << 8;
    /** Somebody was told of the failure or has looked at it: an awaiter, or the late-error hook. Only with FAILED. */
    static final int SEEN = 1 << 9;

    static final int ENDED = VALUE | FAILED | CANCELLED;

    /** The upper half counts the lives of an {@link EmbeddedTask}; it is zero in every other task. */
    static final int LIFE_SHIFT = 16;

    /** What every transition leaves as it is. */
    private static final int KEPT = (-1 << LIFE_SHIFT) | DETACHED | STARTED;

    /** In place of a life: any. */
    static final int ANY_LIFE = -1;

    private static final VarHandle STATE;
    private static final VarHandle AWAITERS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(TaskState.class, "state", int.class);
            AWAITERS = lookup.findVarHandle(TaskState.class, "awaiters", Object.class);
            lookup.ensureInitialized(Failures.class); // a task that fails for want of memory can't load classes at its end
            lookup.ensureInitialized(Awaiters.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int state;

    /** See {@link Awaiters} for what it can be. */
    private volatile @Nullable Object awaiters;

    /** While alive: the pollable, or the context of a lazy {@link Completer}. After the end: value, cause or reason (R2). */
    @Nullable Object payload;

    TaskState(int initial, @Nullable Object payload) {
        this.payload = payload;
        STATE.set(this, initial); // plain: the object is published by whoever hands it on
    }

    /** What a run found. */
    enum Run {
        POLL, DROP, REFUSE
    }

    /** What remains to be done after a transition that may hand the right to poll on. */
    enum Then {
        NOTHING, SCHEDULE, DROP, TOO_LATE
    }

    /** What a completion from outside has to do. */
    enum Claim {
        FINISH, FINISH_CANCELLED, TOO_LATE
    }

    /** What a cancellation of a task that is completed from outside has to do. */
    enum Stop {
        NOTHING, FINISH_CANCELLED, STOP_SOURCE
    }

    // ------------------------------------------------------------------------------------------ reading

    /** Volatile read: what the task's end published is visible after it (R2). */
    final int word() {
        return state;
    }

    /** True once cancellation was asked for, or the task has ended. */
    final boolean isStopping() {
        return (state & (CANCELLING | ENDED)) != 0;
    }

    /** False for a lazy task that nobody has started. */
    final boolean isStarted() {
        return (state & STARTED) != 0;
    }

    static boolean ended(int word) {
        return (word & ENDED) != 0;
    }

    /** The word by its flags, for people; with what to say when none of them is set but STARTED. */
    static String describe(int word, String resting) {
        if (ended(word)) {
            return (word & VALUE) != 0 ? "value" : (word & FAILED) != 0 ? "failed" : "cancelled";
        }
        String motion = (word & RUNNING) != 0
                ? (word & SCHEDULED) != 0 ? "running|scheduled" : "running"
                : (word & SCHEDULED) != 0 ? "scheduled" : (word & STARTED) != 0 ? resting : "new";
        return (word & CANCELLING) != 0 ? motion + "|cancelling" : motion;
    }

    // ------------------------------------------------------------------------------------------ spawned

    /**
     * wake: IDLE → SCHEDULED; RUNNING → RUNNING|SCHEDULED; otherwise the word is rewritten as it is (R3). One atomic.
     * A task that was not started isn't woken either (L3): nobody has a waker of it, but from an earlier life.
     *
     * @param queued QUEUED when the task's schedule is a RunQueue, else 0
     * @return true when the caller has to schedule the task
     */
    final boolean transitionWake(int queued) {
        int word = state;
        for (;;) {
            if (ended(word)) {
                return false;
            }
            boolean started = (word & STARTED) != 0;
            boolean idle = started && (word & (SCHEDULED | RUNNING)) == 0;
            int next = word | (started ? SCHEDULED : 0) | (idle ? queued : 0);
            int seen = (int) STATE.compareAndExchange(this, word, next);
            if (seen == word) {
                return idle;
            }
            word = seen;
        }
    }

    /**
     * start: sets STARTED once, and makes the first wake of a lazy task. One atomic, none when started already.
     *
     * @param life the life that is meant, or {@link #ANY_LIFE}
     * @return true when the caller has to schedule the task
     */
    final boolean transitionStart(int life, int queued) {
        int word = state;
        while ((word & STARTED) == 0 && !ended(word) && (life == ANY_LIFE || life == lifeOf(word))) {
            boolean idle = (word & (SCHEDULED | RUNNING)) == 0;
            int seen = (int) STATE.compareAndExchange(this, word, word | STARTED | SCHEDULED | (idle ? queued : 0));
            if (seen == word) {
                return idle;
            }
            word = seen;
        }
        return false;
    }

    /**
     * run: SCHEDULED → RUNNING. One atomic; none for a yielded task that nobody else touched.
     *
     * @param fromQueue true when the RunQueue that holds the right calls, false for everybody else
     * @param yielded true when the caller knows that the task yielded and that the right is its own
     */
    final Run transitionRun(boolean fromQueue, boolean yielded) {
        int word = state;
        for (;;) {
            int next;
            if (yielded && (word & RUNNING) != 0) {
                if ((word & (SCHEDULED | CANCELLING)) == 0) {
                    return Run.POLL;
                }
                next = word & ~SCHEDULED; // a wake from elsewhere since the yield: this run answers it (R3)
            } else if ((word & (SCHEDULED | RUNNING)) == SCHEDULED && ((word & QUEUED) != 0) == fromQueue) {
                next = (word & ~(SCHEDULED | QUEUED)) | RUNNING;
            } else {
                return Run.REFUSE;
            }
            int seen = (int) STATE.compareAndExchange(this, word, next);
            if (seen == word) {
                return (word & CANCELLING) != 0 ? Run.DROP : Run.POLL;
            }
            word = seen;
        }
    }

    /**
     * pending: RUNNING → IDLE, or → SCHEDULED when a wake came meanwhile; DROP leaves RUNNING as it is. One atomic.
     *
     * @param selfWoken true when the poll woke its own task on its own thread
     */
    final Then transitionPending(boolean selfWoken, int queued) {
        int word = state;
        for (;;) {
            if ((word & CANCELLING) != 0) {
                return Then.DROP;
            }
            boolean again = selfWoken || (word & SCHEDULED) != 0;
            int next = (word & ~RUNNING) | (again ? SCHEDULED | queued : 0);
            int seen = (int) STATE.compareAndExchange(this, word, next);
            if (seen == word) {
                return again ? Then.SCHEDULE : Then.NOTHING;
            }
            word = seen;
        }
    }

    /**
     * ready, failed: RUNNING → an end, after the pollable has been dropped and the payload written. One atomic.
     *
     * @return false when the task is being cancelled (R5): then the word is as it was
     */
    final boolean transitionEnd(int end) {
        int word = state;
        while ((word & CANCELLING) == 0) {
            int seen = (int) STATE.compareAndExchange(this, word, (word & KEPT) | end);
            if (seen == word) {
                return true;
            }
            word = seen;
        }
        return false;
    }

    /** dropped: RUNNING|CANCELLING → CANCELLED. A wake that is overwritten here wanted a poll that never comes. */
    final void transitionCancelled() {
        publish(CANCELLED);
    }

    /**
     * cancel: sets CANCELLING, and SCHEDULED when idle. One atomic, one more with a reason.
     *
     * @param life the life that is meant, or {@link #ANY_LIFE}
     * @return SCHEDULE when the caller has to schedule the task, so that its schedule's side drops the pollable; TOO_LATE
     *     when the task, or the life that was meant, has ended
     */
    final Then transitionCancel(int life, @Nullable Throwable reason, int queued) {
        int word = state;
        if (life != ANY_LIFE && life != lifeOf(word)) {
            return Then.TOO_LATE;
        }
        keepReason(word, reason);
        while (!ended(word) && (word & CANCELLING) == 0) {
            boolean idle = (word & (SCHEDULED | RUNNING)) == 0;
            int next = word | CANCELLING | STARTED | (idle ? SCHEDULED | queued : 0);
            int seen = (int) STATE.compareAndExchange(this, word, next);
            if (seen == word) {
                return idle ? Then.SCHEDULE : Then.NOTHING;
            }
            word = seen;
            if (life != ANY_LIFE && life != lifeOf(word)) {
                return Then.TOO_LATE;
            }
        }
        return ended(word) ? Then.TOO_LATE : Then.NOTHING;
    }

    /**
     * discard, or a schedule that rejected: takes the right to poll back. SCHEDULED → RUNNING, with CANCELLING added for a
     * discard.
     *
     * @return the word before, or 0 when there was no right to take
     */
    final int transitionReclaim(boolean fromQueue, boolean yielded, int add) {
        int word = state;
        for (;;) {
            boolean scheduled = (word & (SCHEDULED | RUNNING)) == SCHEDULED && ((word & QUEUED) != 0) == fromQueue;
            if (!scheduled && !(yielded && (word & RUNNING) != 0)) {
                return 0;
            }
            int seen = (int) STATE.compareAndExchange(this, word, (word & ~(SCHEDULED | QUEUED)) | RUNNING | add);
            if (seen == word) {
                return word;
            }
            word = seen;
        }
    }

    /**
     * A RunQueue takes a right that it was handed: SCHEDULED → SCHEDULED|QUEUED, RUNNING (yielded) → the same. One atomic.
     *
     * @param yielded true when the caller knows that the task yielded and that the right is its own
     * @return false when there is no such right, or a queue has it already
     */
    final boolean transitionQueue(boolean yielded) {
        int word = state;
        while ((word & (SCHEDULED | RUNNING | QUEUED)) == SCHEDULED || yielded) {
            int seen = (int) STATE.compareAndExchange(this, word, (word & ~RUNNING) | SCHEDULED | QUEUED);
            if (seen == word) {
                return true;
            }
            word = seen;
        }
        return false;
    }

    /** The RunQueue closed before it could take the right in: SCHEDULED|QUEUED → SCHEDULED. One atomic. */
    final void transitionUnqueue() {
        STATE.getAndBitwiseAnd(this, ~QUEUED);
    }

    /** re-arm: an end → NEW, in the next life. One volatile write: but for flags, nobody else changes a word that has ended. */
    final void transitionRearm() {
        state = (lifeOf(state) + 1) << LIFE_SHIFT;
    }

    static int lifeOf(int word) {
        return word >>> LIFE_SHIFT;
    }

    // ------------------------------------------------------------------------------------------ from outside

    /**
     * start: NEW → STARTED, once. One atomic, none when started already.
     *
     * @return true for the one caller that has to start the source
     */
    final boolean transitionBegin() {
        int word = state;
        while ((word & (STARTED | RUNNING | CANCELLING | ENDED)) == 0) {
            int seen = (int) STATE.compareAndExchange(this, word, word | STARTED);
            if (seen == word) {
                return true;
            }
            word = seen;
        }
        return false;
    }

    /** complete, fail, cancelled by the source: → RUNNING, once (R1). One atomic. */
    final Claim transitionClaim() {
        int word = state;
        while ((word & (RUNNING | ENDED)) == 0) {
            int seen = (int) STATE.compareAndExchange(this, word, word | RUNNING);
            if (seen == word) {
                return (word & CANCELLING) != 0 ? Claim.FINISH_CANCELLED : Claim.FINISH;
            }
            word = seen;
        }
        return Claim.TOO_LATE;
    }

    /** publish: RUNNING → an end, after the payload has been written. One atomic. */
    final void transitionPublish(int end) {
        publish(end);
    }

    /** cancel: NEW → RUNNING|CANCELLING, STARTED → STARTED|CANCELLING. One atomic, one more with a reason. */
    final Stop transitionStop(@Nullable Throwable reason) {
        int word = state;
        keepReason(word, reason);
        while ((word & (RUNNING | CANCELLING | ENDED)) == 0) {
            boolean begun = (word & STARTED) != 0;
            int seen = (int) STATE.compareAndExchange(this, word, word | CANCELLING | (begun ? 0 : RUNNING));
            if (seen == word) {
                return begun ? Stop.STOP_SOURCE : Stop.FINISH_CANCELLED;
            }
            word = seen;
        }
        return Stop.NOTHING;
    }

    // ------------------------------------------------------------------------------------------ both

    /** detach: sets DETACHED. One atomic. Returns the word before. */
    final int transitionDetach() {
        return (int) STATE.getAndBitwiseOr(this, DETACHED);
    }

    /**
     * seen: sets SEEN. One atomic, once in the life of a failure.
     *
     * @return true for the first
     */
    final boolean transitionSeen() {
        int word = state;
        while ((word & (FAILED | SEEN)) == FAILED) {
            int seen = (int) STATE.compareAndExchange(this, word, word | SEEN);
            if (seen == word) {
                return true;
            }
            word = seen;
        }
        return false;
    }

    /** Only by the owner of RUNNING (R1), and only when what others may have set meanwhile has no meaning any more. */
    private void publish(int end) {
        int word = state;
        int seen;
        do {
            seen = word;
            word = (int) STATE.compareAndExchange(this, seen, (seen & KEPT) | STARTED | end);
        } while (word != seen);
    }

    // ------------------------------------------------------------------------------------------ awaiters

    /** Registers an awaiter, once (R4). One atomic. The caller reads the word afterwards. */
    final void pushAwaiter(Object awaiter) {
        Object list = awaiters;
        for (;;) {
            Object next = Awaiters.with(list, awaiter);
            if (next == null) {
                list = awaiters;
                continue;
            }
            if (next == list) {
                return;
            }
            Object seen = AWAITERS.compareAndExchange(this, list, next);
            if (seen == list) {
                return;
            }
            list = seen;
        }
    }

    /** Takes an awaiter out again. One atomic. */
    final void removeAwaiter(Object awaiter) {
        Object list = awaiters;
        for (;;) {
            Object next = Awaiters.without(list, awaiter);
            if (next == list) {
                return;
            }
            Object seen = AWAITERS.compareAndExchange(this, list, next);
            if (seen == list) {
                return;
            }
            list = seen;
        }
    }

    /** Empties the list (R4). One read when it is empty, else one atomic. */
    final @Nullable Object takeAwaiters() {
        return awaiters == null ? null : AWAITERS.getAndSet(this, null);
    }

    /** The reason that was given first, if any. Read by whoever ends the task. */
    final @Nullable Throwable reason() {
        return Awaiters.reason(awaiters, lifeOf(state));
    }

    /** How many awaiters there are, for people. */
    final int countAwaiters() {
        return Awaiters.count(awaiters);
    }

    /** A reason that came after the end is not kept (L16). An awaiter that came after it takes the list itself (R4). */
    private void sweepReasons() {
        Object list = awaiters;
        while (list != null && Awaiters.count(list) == 0) {
            Object seen = AWAITERS.compareAndExchange(this, list, null);
            if (seen == list) {
                return;
            }
            list = seen;
        }
    }

    /** Before CANCELLING is set, so that whoever sees it finds the reason. Only with a reason: one atomic. */
    private void keepReason(int word, @Nullable Throwable reason) {
        if (reason == null || (word & (ENDED | CANCELLING)) != 0) {
            return;
        }
        Object list;
        do {
            list = awaiters;
        } while (!AWAITERS.compareAndSet(this, list, Awaiters.withReason(list, reason, lifeOf(word))));
        if (ended(state)) {
            sweepReasons();
        }
    }
}
