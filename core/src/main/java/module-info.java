/** Pollable tasks, wakers and schedules; needs nothing but the JDK. */
module dev.crossweave {
    requires static transitive org.jspecify;
    requires static context.propagation; // Micrometer's, where it is present

    exports dev.crossweave;
    exports dev.crossweave.spi;

    uses dev.crossweave.NonBlockingThreads;
    uses dev.crossweave.ThreadContextAccessor;
    uses dev.crossweave.spi.TaskAdapter;
    uses dev.crossweave.spi.StreamAdapter;

    provides dev.crossweave.spi.TaskAdapter with
            dev.crossweave.FutureAdapter, dev.crossweave.FutureAdapter.OfStage;
    provides dev.crossweave.spi.StreamAdapter with
            dev.crossweave.FlowAdapter;
}
