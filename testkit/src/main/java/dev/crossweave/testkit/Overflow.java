package dev.crossweave.testkit;

/** What a conversion does with an item that there is no room for, when its source can't wait (law S4). */
public enum Overflow {

    /** Cancels the source, and fails after what there was room for. */
    FAIL,

    /** Discards the item. */
    DROP,

    /** Discards what has waited longest. */
    LATEST
}
