package dev.crossweave.testkit;

/** A mistake that an adapter can make, and the one law that it breaks. */
enum Sabotage {
    NULL_FAILS("l1"), WRAPS_FAILURES("l2"), STARTS_WHEN_CONVERTED("l3"), STARTS_AFTER_CANCEL(
            "l3"), CANCELS_WHAT_IT_OBSERVES("l4"), SHARED_IS_OWNED("l4"), UPSTREAM_CANCEL_FAILS(
                    "l5"), HANDLE_RELEASES_NOTHING("l6"), IS_CANCELLED_BEFORE_THE_SOURCE_LET_GO("l7"), REPORTS_TWICE(
                            "l8"), REPORTS_NOTHING("l8"), REPORTS_CANCELLATION(
                                    "l8"), REPORTS_INTERRUPTS(
                                            "l8"), MAKES_ITS_TASK_ELSEWHERE("l10"), SWALLOWS_INTERRUPTS(
                                                    "l13"), MAKES_A_NEW_TASK("l15"), KEEPS_THE_SOURCE(
                                                            "l16"), ACCEPTS_NULL("l17"), HIDES_A_REFUSED_START("l18");

    /** How the name of the law's test begins. */
    final String law;

    Sabotage(String law) {
        this.law = law;
    }
}
