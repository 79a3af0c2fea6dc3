package dev.crossweave.verification.stress;

/** What is wrong with a twin. <em>Torn</em>: a read and a write where there has to be one atomic operation. */
enum Flaw {
    /** None: the real class. */
    NONE,

    WAKE_TORN,
    /** A wake that finds the task scheduled leaves the word alone, so that nothing orders it before the run (R3). */
    WAKE_UNWRITTEN, START_TORN, RUN_TORN, PENDING_TORN, END_TORN, CANCEL_TORN,
    /** The canceller drops the pollable itself instead of leaving it to the polling side (L7). */
    CANCEL_DROPS, RECLAIM_TORN,

    REGISTER_TORN,
    /** An awaiter is pushed, and the word isn't read afterwards (R4). */
    REGISTER_UNCHECKED, FORGET_TORN,
    /** The list of awaiters is read, then emptied (R4). */
    TAKE_TORN,
    /** The reason of a cancellation, which rides in the list, passes for an awaiter that was told. */
    REASON_AWAITS,

    CLAIM_TORN, BEGIN_TORN, SEEN_TORN, WAITERS_TORN,
    /** The end is published before the value is written (R2). */
    PUBLISH_FIRST,

    /** The life is looked at first and the word written afterwards. */
    LIFE_TORN, REARM_TORN,
    /** The next life begins before the life before has taken its awaiters. */
    REARM_HASTY,
    /** Whether the life has ended is looked at twice, and an end that comes in between isn't waited for. */
    REARM_LOOKS_TWICE,
    /** A wake starts a life that nobody has started. */
    WAKE_STARTS,

    PUSH_TORN, INBOX_TORN, CLOSE_TORN,
    /** Whoever stops running a queue doesn't look whether it was closed meanwhile. */
    LEAVE_UNCHECKED,
    /** The thread looks for work first and says that it parks afterwards. */
    PARK_TORN,
    /** A run of a yielded task forgets the wakes that came before the end of its poll, not those before its start (R3). */
    YIELD_CLEARS_LATE,

    /** A position in a channel is read and then written. */
    POSITION_TORN,
    /** The consumer looks into the slot first and marks that it waits afterwards. */
    MARK_LATE,
    /** A producer reads the mark first and writes the slot, or the end, afterwards. */
    MARK_EARLY,
    /** A consumer that goes empties the slots first and marks that it has gone afterwards. */
    GONE_LATE,
    /** A slot is read and then emptied, by the consumer that goes and by the producer that takes its item back. */
    SLOT_TORN,
    /** A send waits without looking again whether there is room or an end by now. */
    WAIT_UNCHECKED,
    /** A send that is cancelled is looked up among those that wait, and taken out afterwards. */
    WITHDRAW_TORN,
    /** Whether the channel has been closed is looked at before the lock is taken. */
    END_UNLOCKED,
    /** Closing reads the tail and then writes it. */
    CLOSE_TAIL_TORN,
    /** Room is given to a send that waits at a tail that was read before the lock was taken. */
    ROOM_TORN,
    /** Room is given back before the slot has been emptied. */
    LIMIT_EARLY,

    /** Whether there is a subscription is read, and then it is written. */
    CONNECT_TORN,
    /** A poll doesn't look again whether it has connected meanwhile. */
    ASK_UNCHECKED,
    /** While one thread asks for items, another puts its own as if it were the one. */
    ASKING_SHARED,
    /** Items are asked for, and are expected afterwards. */
    LIMIT_LATE,
    /** Whether an error is late is told by the mark, which is written before the end is decided. */
    LATE_BY_MARK,

    /** Whether somebody is at work is read and then written. */
    WORK_TORN,
    /** A signal is taken back after looking, not before. */
    SIGNAL_LATE, DEMAND_TORN, SHOWN_TORN,
    /** A subscriber that goes lets go of the task first and says that it has gone afterwards. */
    DONE_LATE,

    /** A wake reads what there is to resume, and takes it away afterwards. */
    RESUME_TORN,
    /** A wake takes the value out, and a coroutine that was cancelled doesn't get it. */
    TAKEN_EARLY,
    /** A coroutine that begins to wait doesn't look whether it was woken meanwhile. */
    WOKEN_UNCHECKED,
    /** A coroutine that is cancelled cancels the task that it only observes (L4). */
    OBSERVER_CANCELS
}
