/** Tasks and streams from and to RxJava 3. */
module dev.crossweave.rxjava {
    requires transitive dev.crossweave;
    requires transitive io.reactivex.rxjava3;

    exports dev.crossweave.rxjava;

    provides dev.crossweave.NonBlockingThreads with
            dev.crossweave.rxjava.RxJavaThreads;
    provides dev.crossweave.spi.TaskAdapter with
            dev.crossweave.rxjava.SingleAdapter, dev.crossweave.rxjava.MaybeAdapter,
            dev.crossweave.rxjava.CompletableAdapter;
    provides dev.crossweave.spi.StreamAdapter with
            dev.crossweave.rxjava.FlowableAdapter, dev.crossweave.rxjava.ObservableAdapter;
}
