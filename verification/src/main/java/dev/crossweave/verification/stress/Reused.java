package dev.crossweave.verification.stress;

import dev.crossweave.Waker;

/** An embedded task in its first life, which its scenario ends and re-arms: the real one, or a twin. */
interface Reused {

    /** What ends a life. */
    enum Ending {
        RUN, DISCARD, REJECTION
    }

    /** Lazy: the first awaiter starts it. */
    static Reused lazy(Flaw flaw) {
        return flaw == Flaw.NONE ? new RealReused() : new SmallReused(flaw);
    }

    /** Ends the life at hand, which was started. */
    void end(Ending ending);

    /** Begins the next life; false when the life at hand has not ended. */
    boolean rearm();

    /** Awaits the life at hand, and starts it. */
    void poll(Waker awaiter);
}
