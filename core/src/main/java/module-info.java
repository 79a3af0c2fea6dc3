/** Pollable tasks, wakers and schedules; needs nothing but the JDK. */
module dev.crossweave {
    requires static transitive org.jspecify;
    requires static context.propagation; // Micrometer's, where it is present

    exports dev.crossweave;

    uses dev.crossweave.NonBlockingThreads;
    uses dev.crossweave.ThreadContextAccessor;
}
