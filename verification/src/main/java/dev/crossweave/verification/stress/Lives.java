package dev.crossweave.verification.stress;

/** A task that is re-armed, its first life over, as the scenarios drive it: the real one, or a twin. */
interface Lives {

    static Lives of(Flaw flaw, Rights rights) {
        return flaw == Flaw.NONE ? new RealLives(rights) : new SmallLives(flaw, rights);
    }

    /** Begins the next life; false when the life at hand has not ended. */
    boolean rearm();

    /** The waker of the first life. */
    void staleWake();

    /** A cancel that means the first life, and gives a reason. */
    boolean staleCancel();

    /** A poll that means the first life, with a waker that is told nothing. */
    void stalePoll();

    /** Cancels the life at hand without a reason, and drops it. */
    void cancelAndDrop();

    /** 1 when the life at hand is being cancelled already, else 0. */
    int disturbed();

    int life();

    /** How the life at hand ended; see {@link Lost#kind}. */
    int kind();

    /** Whether the life at hand ended with a reason. */
    boolean hasReason();
}
