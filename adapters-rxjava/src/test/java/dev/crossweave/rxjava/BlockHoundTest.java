package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Completer;
import dev.crossweave.PollableStream;
import dev.crossweave.Rest;
import dev.crossweave.Task;
import dev.crossweave.TaskContext;
import dev.crossweave.Tasks;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;

/** L12: no conversion blocks one of RxJava's own threads, which BlockHound watches. */
@Timeout(60) // an error of BlockHound's in the wrong place ends a thread, and nobody is told
class BlockHoundTest {

    /**
     * BlockHound knows RxJava 2 only: the threads of RxJava 3 that must not block are those that it marks itself. They are
     * those of a pool of the JDK's, whose short locks and whose wait for work Reactor, which has the same ones, allows too.
     */
    @BeforeAll
    static void install() {
        TaskContext.capture(); // its first use looks for accessors in the class path, which is no matter of a conversion
        RxJavaThreads threads = new RxJavaThreads();
        String queue = ScheduledThreadPoolExecutor.class.getName() + "$DelayedWorkQueue";
        BlockHound.builder().nonBlockingThreadPredicate(known -> known.or(threads::contains))
                .allowBlockingCallsInside(queue, "offer").allowBlockingCallsInside(queue, "take")
                .allowBlockingCallsInside(ThreadPoolExecutor.class.getName(), "processWorkerExit").install();
    }

    /** Something that is done on a thread which must not block. */
    private static <T> T onComputation(Callable<T> body) {
        return Single.fromCallable(body).subscribeOn(Schedulers.computation()).blockingGet();
    }

    @Test
    void blocking_onAThreadOfRxJavas_isNoticed() {
        assertThatThrownBy(() -> onComputation(() -> new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS)))
                .isInstanceOf(BlockingOperationError.class);
    }

    @Test
    void singles_blockNobody() {
        Completer<String> pending = new Completer<>();

        Task<String> task = onComputation(() -> RxJavaTasks.<String>fromSingle(
                RxJavaTasks.<String>toSingle(pending).observeOn(Schedulers.computation()).map(value -> value + "!"))
                .start());
        onComputation(() -> pending.complete("value"));

        assertThat(RxJavaTasks.<String>toMaybe(task).blockingGet()).isEqualTo("value!");
    }

    @Test
    void streams_blockNobody() {
        Flowable<Integer> source = Flowable.range(0, 10_000).observeOn(Schedulers.computation(), false, 3);
        PollableStream<Integer> stream = onComputation(() -> RxJavaStreams.fromFlowable(source, 4));

        Flowable<Integer> through = RxJavaStreams.toFlowable(RxJavaStreams.fromFlowable(
                RxJavaStreams.toFlowable(stream).map(number -> number).observeOn(Schedulers.computation(), false, 5),
                16)).map(number -> number).subscribeOn(Schedulers.computation());

        List<Integer> items = through.toList().blockingGet();
        assertThat(items).hasSize(10_000).isSorted();
    }

    @ParameterizedTest
    @EnumSource(Overflow.class)
    void observables_blockNobody(Overflow overflow) {
        Observable<Integer> source = Observable.range(0, 10_000).subscribeOn(Schedulers.computation());
        PollableStream<Integer> stream = RxJavaStreams.fromObservable(source, overflow, 10_000);

        assertThat(RxJavaStreams.toObservable(stream).subscribeOn(Schedulers.computation()).toList().blockingGet())
                .hasSize(10_000).isSorted();
    }

    @Test
    void firstOfMany_andCancel_blockNobody() {
        Flowable<Integer> source = Flowable.range(0, 1_000).observeOn(Schedulers.computation());

        assertThat(onComputation(() -> RxJavaTasks.<Integer>first(source, Rest.DRAIN).start()).toFuture().join())
                .isZero();
        assertThat(onComputation(() -> RxJavaTasks.<Integer>first(Flowable.never(), Rest.CANCEL).start().cancel()))
                .isTrue();
    }

    @Test
    void schedules_blockNobody() {
        assertThat(onComputation(() -> Tasks.on(RxJavaSchedules.from(Schedulers.computation()))
                .spawn(RxJavaTasks.fromSingle(Single.just(1))).resumeOn(RxJavaSchedules.from(Schedulers.single())))
                .toFuture().join()).isEqualTo(1);
    }
}
