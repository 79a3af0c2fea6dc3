package dev.crossweave.rxjava;

/** What becomes of an item for which a stream has no room, when its source can't wait (law S4). */
public enum Overflow {

    /** The source is disposed, and the stream fails after the items for which there was room; the item is discarded. */
    FAIL,

    /** The item is discarded. */
    DROP,

    /** The item that has waited longest is discarded in its place. */
    LATEST
}
