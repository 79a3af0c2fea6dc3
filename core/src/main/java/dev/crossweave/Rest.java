package dev.crossweave;

/** What becomes of a source of many values when only its first is wanted. */
public enum Rest {

    /** The source is cancelled with its first value, with which the task ends. */
    CANCEL,

    /**
     * The source runs to its end, with which the task ends: with the first value, or the failure that came after it. For
     * sources on which a cancel has effects of its own, as a transaction that it rolls back. The other values are
     * discarded (law L9).
     */
    DRAIN
}
