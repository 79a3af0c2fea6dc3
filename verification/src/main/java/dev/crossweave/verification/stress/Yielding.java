package dev.crossweave.verification.stress;

/** A task in a queue that has yielded, as the scenarios drive it: the real one, or a twin. */
interface Yielding {

    static Yielding of(Flaw flaw, SelfWaking job) {
        return flaw == Flaw.NONE ? new RealYield(job) : new SmallYield(flaw, job);
    }

    /** A wake from another thread. */
    void wake();

    void runOne();

    void runAll();
}
