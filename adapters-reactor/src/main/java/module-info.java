/** Tasks and streams from and to Project Reactor. */
module dev.crossweave.reactor {
    requires transitive dev.crossweave;
    requires transitive reactor.core;
    requires transitive org.reactivestreams;

    exports dev.crossweave.reactor;

    provides dev.crossweave.NonBlockingThreads with
            dev.crossweave.reactor.ReactorThreads;
    provides dev.crossweave.spi.TaskAdapter with
            dev.crossweave.reactor.MonoAdapter;
    provides dev.crossweave.spi.StreamAdapter with
            dev.crossweave.reactor.FluxAdapter;
}
