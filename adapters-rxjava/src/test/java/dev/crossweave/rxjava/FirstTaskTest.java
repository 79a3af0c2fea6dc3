package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Hooks;
import dev.crossweave.Rest;
import dev.crossweave.Task;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;

/** The first of many: a transaction must not be rolled back by the cancel of who wants but one value. */
class FirstTaskTest {

    private final List<Object> discarded = new ArrayList<>();
    private final PublishProcessor<String> source = PublishProcessor.create();
    private final AtomicInteger cancels = new AtomicInteger();
    private final IllegalStateException failure = new IllegalStateException("commit failed");

    @BeforeEach
    void catchDiscarded() {
        Hooks.onDiscard(discarded::add);
    }

    @AfterEach
    void resetHooks() {
        Hooks.onDiscard(null);
    }

    private Task<String> first(Rest rest) {
        return RxJavaTasks.<String>first(source.doOnCancel(cancels::incrementAndGet), rest).start();
    }

    @Test
    void cancel_endsWithTheFirstValueAndCancelsTheRest() {
        Task<String> task = first(Rest.CANCEL);
        source.onNext("first");

        assertThat(task.resultNow()).isEqualTo("first");
        assertThat(cancels).hasValue(1);
    }

    @Test
    void drain_endsWithTheSourceAndCancelsNothing() {
        Task<String> task = first(Rest.DRAIN);
        source.onNext("first");
        source.onNext("second");
        source.onNext("third");
        assertThat(task.isDone()).isFalse();

        source.onComplete();

        assertThat(task.resultNow()).isEqualTo("first");
        assertThat(cancels).hasValue(0);
        assertThat(discarded).containsExactly("second", "third"); // L9
    }

    @Test
    void drain_ofASourceThatFailsAfterTheFirst_failsAndDiscardsThat() {
        Task<String> task = first(Rest.DRAIN);
        source.onNext("first");
        source.onError(failure);

        assertThatThrownBy(task::join).isSameAs(failure); // L2
        assertThat(discarded).containsExactly("first");
    }

    @Test
    void drain_thatIsCancelled_cancelsTheSourceAndDiscardsTheFirst() {
        Task<String> task = first(Rest.DRAIN);
        source.onNext("first");

        task.cancel();

        assertThat(cancels).hasValue(1);
        assertThat(discarded).containsExactly("first");
        assertThat(task.isCancelled()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Rest.class)
    void emptySource_isNull(Rest rest) {
        Task<String> task = first(rest);
        source.onComplete();

        assertThat(task.resultNow()).isNull(); // L1
    }

    @ParameterizedTest
    @EnumSource(Rest.class)
    void failure_withoutAValue_isTheFailure(Rest rest) {
        Task<String> task = first(rest);
        source.onError(failure);

        assertThatThrownBy(task::join).isSameAs(failure);
        assertThat(discarded).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rest.class)
    void synchronousSource_givesItsFirst(Rest rest) throws Exception {
        assertThat(RxJavaTasks.first(Flowable.range(7, 1_000), rest).join()).isEqualTo(7);
        assertThat(discarded).hasSize(rest == Rest.DRAIN ? 999 : 0);
    }

    @Test
    void cancel_ofASourceThatGoesOnAllTheSame_discardsTheOthers() {
        HandFlowable<String> deaf = new HandFlowable<>();
        Task<String> task = RxJavaTasks.<String>first(deaf, Rest.CANCEL).start();
        deaf.subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
            }

            @Override
            public void cancel() {
            }
        });
        deaf.subscriber.onNext("first");
        deaf.subscriber.onNext("second");
        deaf.subscriber.onComplete();

        assertThat(task.resultNow()).isEqualTo("first");
        assertThat(discarded).containsExactly("second");
    }
}
