/** Pollable tasks, wakers and schedules; needs nothing but the JDK. */
module dev.crossweave {
    requires static transitive org.jspecify;

    exports dev.crossweave;

    uses dev.crossweave.NonBlockingThreads;
}
