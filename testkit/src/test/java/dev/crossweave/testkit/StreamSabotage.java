package dev.crossweave.testkit;

/** A mistake that an adapter of streams can make, and the one law that it breaks. */
enum StreamSabotage {
    ASKS_FOR_TOO_MUCH("s1"), LETS_AN_ERROR_OVERTAKE("s2"), CANCELS_NOTHING(
            "s3"), KEEPS_THE_STREAM_OF_A_CANCELLED_SUBSCRIPTION("s3"), LOSES_WHAT_THERE_IS_NO_ROOM_FOR("s4"), ALLOCATES(
                    "s6"), WRAPS_FAILURES("l2"), STARTS_WHEN_CONVERTED("l3"), UPSTREAM_CANCEL_FAILS(
                            "l5"), SHOWS_THE_END_BEFORE_THE_DROP("l7"), REPORTS_TWICE("l8"), REPORTS_NOTHING(
                                    "l8"), FORGETS_LATE_ITEMS("l9"), EMITS_RECURSIVELY("l14"), MAKES_ANOTHER_STREAM(
                                            "l15"), ACCEPTS_NULL("l17"), HIDES_A_REFUSED_START("l18");

    /** How the name of the law's test begins. */
    final String law;

    StreamSabotage(String law) {
        this.law = law;
    }
}
