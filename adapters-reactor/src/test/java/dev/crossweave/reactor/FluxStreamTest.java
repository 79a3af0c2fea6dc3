package dev.crossweave.reactor;

import static dev.crossweave.PollableStream.Next.END;
import static dev.crossweave.PollableStream.Next.ITEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Hooks;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Exceptions;
import reactor.core.Fuseable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** What {@link ReactorStreams} adds to the laws: fusion, composites of errors, and what comes from other threads. */
class FluxStreamTest {

    private static List<Object> itemsOf(PollableStream<?> stream) {
        List<Object> items = new ArrayList<>();
        while (stream.poll(Waker.NOOP) == ITEM) {
            items.add(stream.take());
        }
        return items;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 7, 8, 255, 256, 257, 448, 1_000})
    void fusedFlux_ofAnyLength_arrivesWhole(int count) {
        for (int capacity : new int[]{1, 2, 4, 256}) {
            Flux<Integer> flux = Flux.range(0, count).map(number -> number);
            assertThat(flux instanceof Fuseable || count == 0).as("fused, unless there is nothing to fuse").isTrue();
            PollableStream<Integer> stream = ReactorStreams.fromFlux(flux, capacity);

            assertThat(itemsOf(stream)).isEqualTo(flux.collectList().block());
            assertThat(stream.poll(Waker.NOOP)).isEqualTo(END);
            assertThat(stream.end()).isEqualTo(Poll.ready(null));
            stream.drop();
        }
    }

    @Test
    void fusedFlux_isPulledNoFurtherThanItsCapacity() { // S1
        List<Integer> pulled = new ArrayList<>();
        PollableStream<Integer> stream =
                ReactorStreams.fromFlux(Flux.fromIterable(List.of(0, 1, 2, 3, 4, 5)).map(number -> {
                    pulled.add(number);
                    return number;
                }), 4);

        stream.poll(Waker.NOOP);
        assertThat(pulled).containsExactly(0, 1, 2, 3);
        stream.drop();
        assertThat(pulled).hasSize(4);
    }

    @Test
    void fusedFlux_whoseFunctionThrows_failsAfterTheItemsBeforeIt() { // S2
        IllegalStateException failure = new IllegalStateException("at three");
        PollableStream<Integer> stream = ReactorStreams.fromFlux(Flux.range(0, 10).map(number -> {
            if (number == 3) {
                throw failure;
            }
            return number;
        }));

        assertThat(itemsOf(stream)).containsExactly(0, 1, 2);
        assertThatThrownBy(() -> stream.end().orElseThrow()).isSameAs(failure);
        stream.drop();
    }

    @Test
    void composite_ofSeveralErrors_keepsThemAsSuppressed() { // L2
        IllegalStateException one = new IllegalStateException("one");
        IllegalStateException two = new IllegalStateException("two");
        RuntimeException both = Exceptions.multiple(one, two);
        PollableStream<Object> stream = ReactorStreams.fromFlux(Flux.error(both));

        stream.poll(Waker.NOOP);
        assertThatThrownBy(() -> stream.end().orElseThrow()).isSameAs(both).hasSuppressedException(one)
                .hasSuppressedException(two);
        stream.drop();
    }

    @Test
    void itemsOfAnotherThread_arriveInOrder() throws Exception {
        PollableStream<Integer> stream =
                ReactorStreams.fromFlux(Flux.range(0, 100_000).publishOn(Schedulers.parallel()), 16);
        Flux<Integer> back = ReactorStreams.toFlux(new Veiled<>(stream)).publishOn(Schedulers.parallel(), 7);

        List<Integer> items = back.collectList().block();

        assertThat(items).hasSize(100_000).isSorted();
    }

    /** A stream that can't be told to be one of ours, so that no round trip is a short one. */
    private record Veiled<T>(PollableStream<T> stream) implements PollableStream<T> {

        @Override
        public Next poll(Waker waker) {
            return stream.poll(waker);
        }

        @Override
        public T take() {
            return stream.take();
        }

        @Override
        public dev.crossweave.Outcome<Void> end() {
            return stream.end();
        }

        @Override
        public void drop() {
            stream.drop();
        }
    }

    @Test
    void fluxOfAStream_subscribedTwice_refusesTheSecond() {
        Flux<Integer> flux = ReactorStreams.toFlux(new Numbers(3));

        assertThat(flux.collectList().block()).containsExactly(0, 1, 2);
        assertThatThrownBy(flux::blockLast).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one subscriber");
    }

    @Test
    void converted_afterItsDrop_isRefused() { // L17
        PollableStream<Integer> stream = ReactorStreams.fromFlux(Flux.range(0, 3));
        stream.drop();

        assertThatThrownBy(() -> ReactorStreams.toFlux(stream)).isInstanceOf(IllegalStateException.class);
    }

    // ------------------------------------------------------------------------------------------ the hook of a context

    @Test
    void discardedItems_areSeenByTheConsumersOwnHook_too() { // L9
        List<Object> everywhere = new ArrayList<>();
        List<Object> here = new ArrayList<>();
        Hooks.onDiscard(everywhere::add);
        try {
            PollableStream<Integer> stream = ReactorStreams.fromFlux(Flux.range(1, 10).hide(), 4);
            BaseSubscriber<Integer> one = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    subscription.request(1);
                }
            };
            new StreamFlux<>(stream).doOnDiscard(Integer.class, here::add).subscribe(one);
            one.cancel();

            assertThat(here).containsExactly(2, 3, 4);
            assertThat(everywhere).containsExactly(2, 3, 4);
        } finally {
            Hooks.onDiscard(null);
        }
    }

    @Test
    void itemThatComesAfterTheDrop_isSeenByTheConsumersOwnHook_too() { // L9
        List<Object> here = new ArrayList<>();
        HandFlux<Integer> flux = new HandFlux<>();
        PollableStream<Integer> stream = ReactorStreams.fromFlux(flux, 4);
        ReactorContext.inForce(Operators.enableOnDiscard(Context.empty(), here::add))
                .run(() -> stream.poll(Waker.NOOP));
        flux.subscriber.onSubscribe(Operators.emptySubscription());
        stream.poll(Waker.NOOP);
        stream.drop();

        flux.subscriber.onNext(1);

        assertThat(here).containsExactly(1);
    }
}
