package dev.crossweave.verification.matrix;

/** How the source of a path ends, or what is done to it. */
enum Situation {
    /** A value, before anybody asks. */
    VALUE_READY,
    /** A value, while somebody waits. */
    VALUE_LATER,
    /** Null, or emptiness. */
    EMPTY, FAILURE,
    /** A failure in wrappers of the JDK, one in the other. */
    WRAPPED_FAILURE,
    /** By the means of the source's own ecosystem. */
    TIME_OUT,
    /** By somebody else. */
    UPSTREAM_CANCEL,
    /** Each task on the way, and the last handle: one case each. */
    CANCEL_AT_A_HOP,
    /** The last handle is cancelled, and the source fails afterwards. */
    LATE_ERROR
}
