package dev.crossweave.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Adapters;
import dev.crossweave.Completer;
import dev.crossweave.FutureAdapter;
import dev.crossweave.FutureTasks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Direction;
import dev.crossweave.spi.Descriptor.Start;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The registry: which adapter it takes, what it refuses, and with which words (L15, L17). */
class AdapterRegistryTest {

    // ------------------------------------------------------------------------------------------ types to convert

    /** A type of one value. */
    private static class Cup {
        final Task<?> task;

        Cup(Task<?> task) {
            this.task = task;
        }
    }

    /** A type below another one. */
    private static final class BigCup extends Cup {
        BigCup(Task<?> task) {
            super(task);
        }
    }

    private interface Left {
    }

    private interface Right {
    }

    private interface BelowLeft extends Left {
    }

    private record Both() implements BelowLeft, Right {
    }

    private record OnlyLeft() implements BelowLeft {
    }

    /** Types of many values. */
    private record Row(PollableStream<?> stream) {
    }

    private record Column(PollableStream<?> stream) {
    }

    private static final PollableStream<String> STREAM = new PollableStream<>() {
        @Override
        public Next poll(Waker waker) {
            return Next.END;
        }

        @Override
        public String take() {
            throw new IllegalStateException("no item");
        }

        @Override
        public Outcome<Void> end() {
            return Poll.ready(null);
        }

        @Override
        public void drop() {
        }
    };

    // ------------------------------------------------------------------------------------------ adapters

    private record One<S>(Class<S> type, Direction direction, Function<S, Task<?>> in, Function<Task<?>, S> out)
            implements TaskAdapter<S> {
        @Override
        public Descriptor descriptor() {
            return new Descriptor(type, Arity.ONE, Start.HOT, true, false, direction);
        }

        @Override
        public Task<?> toTask(S source) {
            return in.apply(source);
        }

        @Override
        public S fromTask(Task<?> task) {
            return out.apply(task);
        }
    }

    private record Many<S>(Class<S> type, Function<S, PollableStream<?>> in, Function<PollableStream<?>, S> out)
            implements StreamAdapter<S> {
        @Override
        public Descriptor descriptor() {
            return new Descriptor(type, Arity.MANY, Start.COLD, false, true);
        }

        @Override
        public PollableStream<?> toStream(S source) {
            return in.apply(source);
        }

        @Override
        public S fromStream(PollableStream<?> stream) {
            return out.apply(stream);
        }
    }

    private static final class SecondForFutures implements TaskAdapter<CompletableFuture<?>> {
        @Override
        public Descriptor descriptor() {
            return new Descriptor(CompletableFuture.class, Arity.ONE, Start.HOT, true, false);
        }
    }

    private static <S> One<S> one(Class<S> type, Function<S, Task<?>> in, Function<Task<?>, S> out) {
        return new One<>(type, Direction.BOTH, in, out);
    }

    /** An adapter whose tasks tell which adapter made them. */
    private static <S> One<S> named(Class<S> type, String name) {
        return one(type, source -> Tasks.value(name), task -> null);
    }

    private static final One<Cup> CUPS = one(Cup.class, cup -> cup.task, Cup::new);
    private static final Many<Row> ROWS = new Many<>(Row.class, Row::stream, Row::new);
    private static final Many<Column> COLUMNS = new Many<>(Column.class, Column::stream, Column::new);

    private final AdapterRegistry registry =
            AdapterRegistry.of(List.of(CUPS, ROWS, COLUMNS, new FutureAdapter(), new FutureAdapter.OfStage()));

    // ------------------------------------------------------------------------------------------ converting

    @Test
    void convert_oneToOne_goesThroughTheTask() {
        CompletableFuture<String> future = new CompletableFuture<>();

        Cup cup = registry.convert(future, Cup.class);
        CompletableFuture<?> back = registry.convert(cup, CompletableFuture.class);
        future.complete("value");

        assertThat(back).isNotSameAs(future).isCompletedWithValueMatching("value"::equals);
    }

    @Test
    void convert_manyToMany_goesThroughTheStream() { // L15: an unread stream is the same one
        Column column = registry.convert(new Row(STREAM), Column.class);

        assertThat(column.stream()).isSameAs(STREAM);
        assertThat(registry.toStream(column)).isSameAs(STREAM);
        assertThat(registry.fromStream(STREAM, Row.class).stream()).isSameAs(STREAM);
        assertThat(registry.<PollableStream<?>>convert(STREAM, cast(PollableStream.class))).isSameAs(STREAM);
    }

    @Test
    void taskOutAndBack_whereTheAdapterGivesTheSame_isTheSame() { // L15
        Task<String> task = new Completer<>();

        assertThat(registry.toTask(registry.fromTask(task, CompletableFuture.class))).isSameAs(task);
        assertThat(registry.toTask(registry.convert(new Cup(task), CompletionStage.class))).isSameAs(task);
        assertThat(registry.toTask(task)).isSameAs(task);
        assertThat(registry.convert(task, Task.class)).isSameAs(task);
        assertThat(registry.convert(task, Pollable.class)).isSameAs(task);
    }

    @Test
    void futureHandedOver_isObserved_asWithItsOwnMethod() { // L4
        CompletableFuture<String> future = new CompletableFuture<>();

        registry.convert(future, CompletableFuture.class).cancel(false);
        registry.toTask(future).cancel();

        assertThat(future.isDone()).isFalse();
    }

    @Test
    void toTask_ofAPollable_startsItOnceWhenAwaited() throws Exception { // L3
        AtomicInteger polls = new AtomicInteger();
        Pollable<Integer> pollable = waker -> Poll.ready(polls.incrementAndGet());

        Task<?> task = registry.toTask(pollable);
        assertThat(polls).hasValue(0);

        assertThat(task.join()).isEqualTo(1);
        assertThat(task.join()).isEqualTo(1);
    }

    // ------------------------------------------------------------------------------------------ looking up

    @Test
    void source_ofASubtype_isConvertedByTheMostSpecificAdapter() {
        AdapterRegistry both = AdapterRegistry.of(List.of(named(Cup.class, "cup"), named(BigCup.class, "big cup"),
                named(Left.class, "left"), named(BelowLeft.class, "below left")));

        assertThat(both.toTask(new Cup(null)).resultNow()).isEqualTo("cup");
        assertThat(both.toTask(new BigCup(null)).resultNow()).isEqualTo("big cup");
        assertThat(both.toTask(new OnlyLeft()).resultNow()).isEqualTo("below left");
        assertThat(registry.toTask(new BigCup(Tasks.value("of the supertype's"))).resultNow())
                .isEqualTo("of the supertype's");
    }

    @Test
    void source_ofTwoUnrelatedTypes_isAnErrorThatNamesBoth() { // L17
        AdapterRegistry two = AdapterRegistry.of(List.of(named(Right.class, "right"), named(BelowLeft.class, "left")));

        for (int round = 0; round < 2; round++) { // nothing wrong is remembered
            assertThatThrownBy(() -> two.toTask(new Both())).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(Both.class.getName(), Right.class.getName(), BelowLeft.class.getName(),
                            "neither type is below the other");
        }
        AdapterRegistry three = AdapterRegistry.of(List.of(named(Right.class, "right"),
                named(BelowLeft.class, "left"), named(Both.class, "both")));
        assertThat(three.toTask(new Both()).resultNow()).as("the remedy").isEqualTo("both");
    }

    @Test
    void unknownType_isAnErrorThatListsWhatIsRegistered() { // L17
        String[] registered = {Cup.class.getName(), Row.class.getName(), "java.util.concurrent.CompletableFuture",
            "dev.crossweave.Task", "dev.crossweave.PollableStream"};

        assertThatThrownBy(() -> registry.toTask("text")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String as a source").hasMessageContainingAll(registered);
        assertThatThrownBy(() -> registry.toStream("text")).hasMessageContaining("java.lang.String as a source");
        assertThatThrownBy(() -> registry.convert(new Cup(null), String.class))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("java.lang.String as a target")
                .hasMessageContainingAll(registered);
        assertThatThrownBy(() -> registry.fromTask(Tasks.value(1), BigCup.class))
                .as("a target is named exactly").hasMessageContaining("BigCup as a target");
    }

    @Test
    void oneToMany_orBack_isRefusedWithTheRemedy() { // L17
        assertThatThrownBy(() -> registry.convert(new Cup(null), Row.class))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("mono.flux()");
        assertThatThrownBy(() -> registry.toStream(new Cup(null))).hasMessageContaining("mono.flux()");
        assertThatThrownBy(() -> registry.fromStream(STREAM, Cup.class)).hasMessageContaining("mono.flux()");
        assertThatThrownBy(() -> registry.convert(new Row(STREAM), Cup.class))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("flux.collectList()");
        assertThatThrownBy(() -> registry.toTask(new Row(STREAM))).hasMessageContaining("flux.collectList()");
        assertThatThrownBy(() -> registry.fromTask(Tasks.value(1), Row.class))
                .hasMessageContaining("flux.collectList()");
    }

    @Test
    void adapterOfOneDirection_saysSoInTheOther() { // L17
        AdapterRegistry in = AdapterRegistry.of(List.of(
                new One<>(Cup.class, Direction.IN, cup -> cup.task, null), new FutureAdapter()));
        AdapterRegistry out = AdapterRegistry.of(List.of(new One<>(Cup.class, Direction.OUT, null, Cup::new)));

        assertThat(in.toTask(new Cup(Tasks.value("in"))).resultNow()).isEqualTo("in");
        assertThatThrownBy(() -> in.convert(new CompletableFuture<>(), Cup.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("to " + Cup.class.getName(), "only as a source");
        assertThat(out.fromTask(Tasks.value("out"), Cup.class).task.resultNow()).isEqualTo("out");
        assertThatThrownBy(() -> out.toTask(new Cup(null))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("from " + Cup.class.getName(), "only as a target");
    }

    @Test
    void adapterThatPromisesADirectionItLacks_saysWhich() { // L17
        AdapterRegistry broken = AdapterRegistry.of(List.of(new SecondForFutures()));

        assertThatThrownBy(() -> broken.toTask(new CompletableFuture<>()))
                .hasMessageContainingAll(SecondForFutures.class.getName(), "toTask", "CompletableFuture");
        assertThatThrownBy(() -> broken.fromTask(Tasks.value(1), CompletableFuture.class))
                .hasMessageContainingAll(SecondForFutures.class.getName(), "fromTask");
    }

    @Test
    void adapterThatGivesNull_isNamed() { // L17
        AdapterRegistry broken = AdapterRegistry.of(List.of(one(Cup.class, cup -> null, task -> null)));

        assertThatThrownBy(() -> broken.toTask(new Cup(null))).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(One.class.getName(), "null", Task.class.getName());
        assertThatThrownBy(() -> broken.fromTask(Tasks.value(1), Cup.class))
                .hasMessageContainingAll(One.class.getName(), "null", Cup.class.getName());
    }

    @Test
    void twoAdaptersForOneType_areAnErrorThatNamesBoth() { // L17
        assertThatThrownBy(() -> AdapterRegistry.of(List.of(new FutureAdapter(), new SecondForFutures())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("java.util.concurrent.CompletableFuture", FutureAdapter.class.getName(),
                        SecondForFutures.class.getName());
    }

    @Test
    void adapterOfOneValue_thatDescribesMany_isRefused() { // L17
        TaskAdapter<Cup> wrong = () -> new Descriptor(Cup.class, Arity.MANY, Start.HOT, true, false);

        assertThatThrownBy(() -> AdapterRegistry.of(List.of(wrong))).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("many", "ONE");
    }

    @Test
    void null_isRefused() { // L17
        assertThatThrownBy(() -> registry.toTask(null)).hasMessageContaining("needs a source");
        assertThatThrownBy(() -> registry.toStream(null)).hasMessageContaining("needs a source");
        assertThatThrownBy(() -> registry.convert(null, Cup.class)).hasMessageContaining("needs a source");
        assertThatThrownBy(() -> registry.convert(new Cup(null), null)).hasMessageContaining("type of its target");
        assertThatThrownBy(() -> registry.fromTask(null, Cup.class)).hasMessageContaining("needs a task");
        assertThatThrownBy(() -> registry.fromStream(null, Row.class)).hasMessageContaining("needs a stream");
    }

    // ------------------------------------------------------------------------------------------ Adapters

    @Test
    void adapters_ofTheProcess_areThoseThatCrossweaveSees() {
        assertThat(Adapters.registered()).extracting(Descriptor::type).containsExactly(Pollable.class,
                PollableStream.class, Task.class, CompletableFuture.class, CompletionStage.class, Flow.Publisher.class);

        CompletionStage<String> stage = Adapters.convert(Tasks.value("value"), cast(CompletionStage.class));
        assertThat(FutureTasks.fromFuture(stage).resultNow()).isEqualTo("value");
        assertThat(Adapters.toTask(Adapters.fromTask(Tasks.value(1), CompletableFuture.class)).resultNow())
                .isEqualTo(1);
        assertThat(Adapters.toStream(STREAM)).isSameAs(STREAM);
        assertThat(Adapters.fromStream(STREAM, PollableStream.class)).isSameAs(STREAM);
        assertThat(Adapters.toStream(Adapters.fromStream(STREAM, Flow.Publisher.class))).isSameAs(STREAM);
    }

    @SuppressWarnings("unchecked")
    private static <R> Class<R> cast(Class<?> raw) {
        return (Class<R>) raw;
    }
}
