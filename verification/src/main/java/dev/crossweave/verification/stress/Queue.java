package dev.crossweave.verification.stress;

/** A run queue that holds up to two jobs, as the scenarios drive it: the real one, or a twin. */
interface Queue {

    static Queue of(Flaw flaw, Job... jobs) {
        return flaw == Flaw.NONE ? new RealQueue(jobs) : new SmallQueue(flaw, jobs);
    }

    /** Wakes the task of a job, which is idle; so it is scheduled, or rejected. */
    void wake(int job);

    void runOne();

    void runAll();

    /** Runs and parks until the task of a job has ended; false when the wake that ends it was missed. */
    boolean runUntil(int job);

    void close();

    /** How the task of a job ended; see {@link Lost#kind}. A rejection is a failure, a discard a cancellation. */
    int kind(int job);
}
