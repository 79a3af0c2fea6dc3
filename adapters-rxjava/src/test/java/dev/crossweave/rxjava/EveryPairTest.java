package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Adapters;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The registry converts each type that is on this class path to each other one, with the value or the items intact. */
class EveryPairTest {

    private static final List<Object> ONE = List.of(Mono.just("value"), Single.just("value"), Maybe.just("value"),
            CompletableFuture.completedFuture("value"), Tasks.value("value"));

    private static final List<Class<?>> TYPES_OF_ONE = List.of(Mono.class, Single.class, Maybe.class,
            CompletableFuture.class, CompletionStage.class, Task.class);

    private static List<Object> many() {
        return List.of(Flux.range(0, 1_000), Flowable.range(0, 1_000), Observable.range(0, 200),
                FlowAdapters.toFlowPublisher(Flux.range(0, 1_000)), new Numbers(1_000));
    }

    private static final List<Class<?>> TYPES_OF_MANY =
            List.of(Flux.class, Flowable.class, Observable.class, Flow.Publisher.class, PollableStream.class);

    @TestFactory
    Stream<DynamicTest> oneValue_toEachTypeOfOne() {
        return ONE.stream().flatMap(source -> TYPES_OF_ONE.stream().map(type -> DynamicTest.dynamicTest(
                source.getClass().getSimpleName() + " to " + type.getSimpleName(), () -> {
                    Object converted = Adapters.convert(source, type);
                    assertThat(converted).isInstanceOf(type);
                    assertThat(valueOf(converted)).isEqualTo("value");
                })));
    }

    /** Each in the words of its own ecosystem. */
    private static Object valueOf(Object converted) throws Exception {
        return switch (converted) {
            case Mono<?> mono -> mono.block();
            case Single<?> single -> single.blockingGet();
            case Maybe<?> maybe -> maybe.blockingGet();
            case Task<?> task -> task.join();
            case CompletionStage<?> stage -> stage.toCompletableFuture().join();
            default -> throw new AssertionError(converted);
        };
    }

    @Test
    void completable_toEachTypeOfOneAndBack_isEmpty() throws Exception {
        assertThat(Adapters.convert(Completable.complete(), Mono.class).block()).isNull();
        assertThat(Adapters.convert(Completable.complete(), Maybe.class).blockingGet()).isNull();
        assertThat(Adapters.convert(Completable.complete(), CompletableFuture.class).join()).isNull();
        assertThatThrownBy(() -> Adapters.convert(Completable.complete(), Single.class).blockingGet())
                .isInstanceOf(java.util.NoSuchElementException.class);
        assertThat(Adapters.toTask(Adapters.convert(Mono.just("value"), Completable.class)).join())
                .as("a Completable shows no value").isNull();
    }

    @TestFactory
    Stream<DynamicTest> manyValues_toEachTypeOfMany() {
        return many().stream().flatMap(source -> TYPES_OF_MANY.stream().map(type -> DynamicTest.dynamicTest(
                source.getClass().getSimpleName() + " to " + type.getSimpleName(), () -> {
                    Object fresh = source instanceof Numbers ? new Numbers(1_000) : source;
                    Object converted = Adapters.convert(fresh, type);
                    assertThat(converted).isInstanceOf(type);
                    int count = source instanceof Observable ? 200 : 1_000;
                    assertThat(itemsOf(converted)).isEqualTo(Flux.range(0, count).collectList().block());
                })));
    }

    private static List<?> itemsOf(Object converted) {
        return switch (converted) {
            case Flux<?> flux -> flux.collectList().block();
            case Flowable<?> flowable -> flowable.toList().blockingGet();
            case Observable<?> observable -> observable.toList().blockingGet();
            case Flow.Publisher<?> publisher -> Flux.from(FlowAdapters.toPublisher(publisher)).collectList().block();
            case PollableStream<?> stream -> itemsOf(stream);
            default -> throw new AssertionError(converted);
        };
    }

    private static List<Object> itemsOf(PollableStream<?> stream) {
        List<Object> items = new ArrayList<>();
        while (stream.poll(Waker.NOOP) == PollableStream.Next.ITEM) {
            items.add(stream.take());
        }
        assertThat(stream.end()).isEqualTo(Poll.ready(null));
        stream.drop();
        return items;
    }

    @Test
    void observable_thatOutrunsItsConsumer_failsInsteadOfLosingItems() { // the default of the registry, S4
        PollableStream<?> stream = Adapters.toStream(Observable.range(0, 257));

        for (int i = 0; i < 256; i++) {
            assertThat(stream.poll(Waker.NOOP)).isEqualTo(PollableStream.Next.ITEM);
            assertThat(stream.take()).isEqualTo(i);
        }
        assertThat(stream.poll(Waker.NOOP)).isEqualTo(PollableStream.Next.END);
        assertThatThrownBy(() -> stream.end().orElseThrow()).hasMessageContaining("room");
        stream.drop();
    }
}
