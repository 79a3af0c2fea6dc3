/** Tasks and streams from and to Kotlin coroutines. */
module dev.crossweave.coroutines {
    requires transitive dev.crossweave;
    requires transitive kotlinx.coroutines.core;
    requires static kotlinx.coroutines.reactor; // its ReactorContext, where it is present
    requires static reactor.core;

    exports dev.crossweave.coroutines;

    provides dev.crossweave.NonBlockingThreads with
            dev.crossweave.coroutines.CoroutineThreads;
    provides dev.crossweave.spi.TaskAdapter with
            dev.crossweave.coroutines.DeferredAdapter;
    provides dev.crossweave.spi.StreamAdapter with
            dev.crossweave.coroutines.FlowAdapter;
}
