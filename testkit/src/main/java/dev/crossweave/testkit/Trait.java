package dev.crossweave.testkit;

/** What an ecosystem can do and can't, as its {@link AdapterFixture} declares. Laws ask for it and choose their cases. */
public enum Trait {

    /** The source runs only when it is started. Without this trait it is hot: it runs, and is handed over. */
    COLD,

    /** The source can end with null, or empty, which means the same. */
    SOURCE_HAS_NULL,

    /** The handle can show null, or empty. Without this trait it must show {@link java.util.NoSuchElementException}. */
    HANDLE_HAS_NULL,

    /**
     * A source that was cancelled comes to its own end later (a thread, a coroutine), and the task waits for it. Without
     * this trait cancelling is a signal, and done when it was given (a subscription).
     */
    LETS_GO_LATER,

    /** The source is able to raise an error after it was cancelled. */
    FAILS_LATE,

    /** The ecosystem has a hook of its own for late errors: {@link AdapterFixture#ownLateErrors}. */
    OWN_LATE_ERRORS,

    /** The conversion takes an {@link dev.crossweave.Ownership}: {@link AdapterFixture#toTask(Object, dev.crossweave.Ownership)}. */
    TAKES_OWNERSHIP,

    /** Task → X → Task is possible: {@link AdapterFixture#roundTrip}. */
    ROUND_TRIPS,

    /**
     * A confession: the source runs where no context is carried to yet (law L10), on threads of its own for instance. What
     * polls and composition owe is asked for all the same.
     */
    LOSES_CONTEXT
}
