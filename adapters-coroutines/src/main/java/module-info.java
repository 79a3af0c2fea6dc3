/** Tasks and streams from and to Kotlin coroutines. */
module dev.crossweave.coroutines {
    requires transitive dev.crossweave;
    requires transitive kotlinx.coroutines.core;

    exports dev.crossweave.coroutines;

    provides dev.crossweave.NonBlockingThreads with
            dev.crossweave.coroutines.CoroutineThreads;
    provides dev.crossweave.spi.TaskAdapter with
            dev.crossweave.coroutines.DeferredAdapter;
}
