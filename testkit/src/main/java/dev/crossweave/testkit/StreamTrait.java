package dev.crossweave.testkit;

/** What a source of many values can do and can't, as its {@link StreamFixture} declares. */
public enum StreamTrait {

    /** The source runs only when it is started. Without this trait it is hot: it runs, and is handed over. */
    COLD,

    /**
     * The source has a demand model: it holds back what was not asked for (law S1). Without this trait it can't, and an
     * {@link Overflow} says what happens then (law S4).
     */
    DEMAND,

    /** The source is able to signal after it was cancelled. */
    SIGNALS_LATE,

    /** The ecosystem has a hook of its own for late errors: {@link StreamFixture#ownLateErrors}. */
    OWN_LATE_ERRORS,

    /**
     * Source and conversion work on the thread that offers, requests or polls, so that what an item allocates can be
     * counted (law S6). What the probes of the fixture do for an item must not allocate either.
     */
    SAME_THREAD,

    /** There is a way out: {@link StreamFixture#subscribe}. */
    HANDLES,

    /** Stream → X → stream is possible: {@link StreamFixture#roundTrip}, {@link StreamFixture#roundTripOfSource}. */
    ROUND_TRIPS
}
