package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Completer;
import dev.crossweave.Task;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import org.junit.jupiter.api.Test;

/** L12: a wait on one of RxJava's computing threads is refused. */
class RxJavaThreadsTest {

    private final Task<String> pending = new Completer<>();

    @Test
    void join_onANonBlockingThread_isRefusedAndNamesIt() {
        Single<Throwable> failing = Single.fromCallable(pending::join).<Throwable>map(AssertionError::new)
                .onErrorReturn(thrown -> thrown).subscribeOn(Schedulers.computation());

        assertThat(RxJavaTasks.fromSingle(failing).toFuture().join()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RxComputationThreadPool-").hasMessageContaining("must not block");
    }

    @Test
    void join_onAThreadThatMayBlock_waits() {
        Completer<String> task = new Completer<>();
        Single<String> joined = Single.fromCallable(() -> {
            Schedulers.computation().scheduleDirect(() -> task.complete("value"));
            return task.join();
        });

        assertThat(RxJavaTasks.fromSingle(joined.subscribeOn(Schedulers.io())).toFuture().join()).isEqualTo("value");
    }
}
