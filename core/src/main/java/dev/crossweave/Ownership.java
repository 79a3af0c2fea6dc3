package dev.crossweave;

/**
 * Who may cancel a source that was converted into a task (law L4): <em>what a task starts, it owns; what it is handed, it
 * observes</em>. That is the default of every conversion; whoever wants something else writes it down with one of these.
 */
public enum Ownership {

    /** Cancelling the task cancels the source. The default for cold sources. */
    OWNED,

    /** Cancelling the task leaves the source running. The default for hot sources that were handed over. */
    OBSERVED,

    /**
     * The task counts its waiters. Each handle that is made from it is one; releasing the last of them cancels the task,
     * and the source with it. {@link Task#cancel()} itself cancels at once.
     */
    SHARED
}
