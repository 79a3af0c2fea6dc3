package dev.crossweave.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Hooks;
import dev.crossweave.Rest;
import dev.crossweave.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

/** The first of many: a transaction must not be rolled back by the cancel of who wants but one value. */
class FirstTaskTest {

    private final List<Object> discarded = new ArrayList<>();
    private final TestPublisher<String> source = TestPublisher.create();
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
        return ReactorTasks.<String>first(source.flux(), rest).start();
    }

    @Test
    void cancel_endsWithTheFirstValueAndCancelsTheRest() {
        Task<String> task = first(Rest.CANCEL);
        source.assertMinRequested(1).next("first");

        assertThat(task.resultNow()).isEqualTo("first");
        source.assertCancelled(1);
    }

    @Test
    void drain_endsWithTheSourceAndCancelsNothing() {
        Task<String> task = first(Rest.DRAIN);
        source.next("first", "second", "third");
        assertThat(task.isDone()).isFalse();

        source.complete();

        assertThat(task.resultNow()).isEqualTo("first");
        source.assertNotCancelled();
        assertThat(discarded).containsExactly("second", "third"); // L9
    }

    @Test
    void drain_ofASourceThatFailsAfterTheFirst_failsAndDiscardsThat() {
        Task<String> task = first(Rest.DRAIN);
        source.next("first").error(failure);

        assertThatThrownBy(task::join).isSameAs(failure); // L2
        assertThat(discarded).containsExactly("first");
    }

    @Test
    void drain_thatIsCancelled_cancelsTheSourceAndDiscardsTheFirst() {
        Task<String> task = first(Rest.DRAIN);
        source.next("first");

        task.cancel();

        source.assertCancelled(1);
        assertThat(discarded).containsExactly("first");
        assertThat(task.isCancelled()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Rest.class)
    void emptySource_isNull(Rest rest) {
        Task<String> task = first(rest);
        source.complete();

        assertThat(task.resultNow()).isNull(); // L1
    }

    @ParameterizedTest
    @EnumSource(Rest.class)
    void failure_withoutAValue_isTheFailure(Rest rest) {
        Task<String> task = first(rest);
        source.error(failure);

        assertThatThrownBy(task::join).isSameAs(failure);
        assertThat(discarded).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rest.class)
    void synchronousSource_givesItsFirst(Rest rest) throws Exception {
        assertThat(ReactorTasks.first(Flux.range(7, 1_000), rest).join()).isEqualTo(7);
        assertThat(discarded).hasSize(rest == Rest.DRAIN ? 999 : 0);
    }

    @Test
    void cancel_ofASourceThatGoesOnAllTheSame_discardsTheOthers() {
        HandFlux<String> deaf = new HandFlux<>();
        Task<String> task = ReactorTasks.<String>first(deaf, Rest.CANCEL).start();
        deaf.subscriber.onSubscribe(Operators.emptySubscription());
        deaf.subscriber.onNext("first");
        deaf.subscriber.onNext("second");
        deaf.subscriber.onComplete();

        assertThat(task.resultNow()).isEqualTo("first");
        assertThat(discarded).containsExactly("second");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void drain_whoseFirstIsDiscarded_tellsTheHookOfItsContext_too(boolean cancelled) { // L9
        List<Object> here = new ArrayList<>();
        List<Task<String>> made = new ArrayList<>();
        ReactorContext.inForce(Operators.enableOnDiscard(Context.empty(), here::add))
                .run(() -> made.add(first(Rest.DRAIN)));
        source.next("first", "second");

        if (cancelled) {
            made.getFirst().cancel();
        } else {
            source.error(failure);
        }

        assertThat(here).containsExactlyInAnyOrder("first", "second");
        assertThat(discarded).containsExactlyInAnyOrder("first", "second");
    }
}
