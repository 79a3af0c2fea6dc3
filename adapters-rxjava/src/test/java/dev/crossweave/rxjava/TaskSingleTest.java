package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.observers.TestObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A task seen as a Single, and as a Maybe. */
class TaskSingleTest {

    private final Completer<String> task = new Completer<>();
    private final Single<String> single = RxJavaTasks.toSingle(task);
    private final Maybe<String> maybe = RxJavaTasks.toMaybe(task);

    @Test
    void value_reachesEveryObserver() {
        TestObserver<String> first = single.test();
        TestObserver<String> second = single.map(String::toUpperCase).test();
        TestObserver<String> third = maybe.test();

        task.complete("value");

        first.assertResult("value");
        second.assertResult("VALUE");
        third.assertResult("value");
        single.test().assertResult("value");
    }

    @Test
    void nullValue_isNoSuchElementOfASingle_andAnEmptyMaybe() { // L1
        TestObserver<String> ofSingle = single.test();
        TestObserver<String> ofMaybe = maybe.test();

        task.complete(null);

        ofSingle.assertError(NoSuchElementException.class);
        ofMaybe.assertResult();
    }

    @Test
    void cancelledTask_isACancellationException() { // L5
        CancellationException reason = new CancellationException("the reason");
        TestObserver<String> ofSingle = single.test();
        TestObserver<String> ofMaybe = maybe.test();

        task.cancel(reason);

        ofSingle.assertError(reason);
        ofMaybe.assertError(reason);
    }

    @Test
    void dispose_thenValue_signalsNothing() { // L6
        TestObserver<String> observer = single.test();

        observer.dispose();

        assertThat(task.isCancelled()).isTrue();
        assertThat(task.complete("value")).isFalse();
        observer.assertEmpty();
    }

    @Test
    void dispose_insideOnSubscribe_releasesTheTask() {
        TestObserver<String> disposed = new TestObserver<>();
        disposed.dispose();

        single.subscribe(disposed);

        assertThat(task.isCancelled()).isTrue();
        disposed.assertEmpty();
    }

    @Test
    void isDisposed_afterTheEnd_isTrue() {
        List<Disposable> subscription = new ArrayList<>();
        single.doOnSubscribe(subscription::add).subscribe();
        assertThat(subscription).allMatch(each -> !each.isDisposed());

        task.complete("value");

        assertThat(subscription).singleElement().matches(Disposable::isDisposed);
    }

    @Test
    void conversion_startsNothing_subscriptionDoes_once() { // L3
        AtomicInteger starts = new AtomicInteger();
        Task<Integer> lazy = Tasks.on(Schedule.inline()).lazy(waker -> Poll.ready(starts.incrementAndGet()));
        Single<Integer> ofLazy = RxJavaTasks.toSingle(lazy);
        assertThat(starts).hasValue(0);

        ofLazy.test().assertResult(1);
        RxJavaTasks.<Integer>toMaybe(lazy).test().assertResult(1);
    }

    @Test
    void timeoutOperator_failsAndReleasesTheTask() throws Exception { // L1, L6
        TestObserver<String> observer = single.timeout(1, TimeUnit.MILLISECONDS).test();

        observer.await().assertError(TimeoutException.class);

        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void disposeAndValue_onTwoThreads_signalOnceAtMost() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Completer<String> raced = new Completer<>();
            TestObserver<String> observer = RxJavaTasks.<String>toSingle(raced).test();
            CyclicBarrier together = new CyclicBarrier(2);
            Thread other = Thread.ofVirtual().start(() -> {
                SingleTaskTest.meet(together);
                observer.dispose();
            });
            SingleTaskTest.meet(together);
            boolean completed = raced.complete("value");
            other.join();

            assertThat(completed).isNotEqualTo(raced.isCancelled());
            assertThat(observer.values()).hasSizeLessThanOrEqualTo(1);
            observer.assertNoErrors();
        }
    }
}
