package dev.crossweave.benchmarks.families;

import dev.crossweave.BlockingItems;
import dev.crossweave.FlowStreams;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import dev.crossweave.benchmarks.Allocated;
import dev.crossweave.benchmarks.Family;
import dev.crossweave.benchmarks.Measure;
import dev.crossweave.benchmarks.Row;
import dev.crossweave.benchmarks.Timed;
import dev.crossweave.benchmarks.Work;
import dev.crossweave.reactor.ReactorStreams;
import dev.crossweave.rxjava.RxJavaStreams;
import io.reactivex.rxjava3.core.Flowable;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.reactivestreams.FlowAdapters;
import reactor.adapter.JdkFlowAdapter;
import reactor.adapter.rxjava.RxJava3Adapter;
import reactor.core.publisher.Flux;

/**
 * What an item costs that goes from one kind of stream to another, against the way that the ecosystems have themselves. The
 * items are in an array beforehand, and the source gives them on the thread that asks. Nanoseconds and bytes for each item.
 */
public final class StreamFamily implements Family {

    private static final int ITEMS = 100_000;
    private static final int STEADY = ITEMS / 2;

    private static final Integer[] ARRAY = IntStream.range(0, ITEMS).boxed().toArray(Integer[]::new);
    private static final long SUM = (long) ITEMS * (ITEMS - 1) / 2;
    private static final long STEADY_SUM = SUM - (long) STEADY * (STEADY - 1) / 2;

    private static final Flux<Integer> FLUX = Flux.fromArray(ARRAY);
    private static final Flow.Publisher<Integer> PUBLISHER = new ArrayPublisher(ARRAY);

    private final CoroutineStreamRows coroutines = new CoroutineStreamRows();

    private final Measure fluxFlowable =
            all("ns.stream.flux_flowable", () -> Counting.all(throughStream(FLUX)));
    private final Measure fluxFlowableAddons =
            all("ns.stream.flux_flowable_addons", () -> Counting.all(RxJava3Adapter.fluxToFlowable(FLUX)));
    private final Measure hiddenFluxFlowable =
            all("ns.stream.flux_flowable_unfused", () -> Counting.all(throughStream(FLUX.hide())));
    private final Measure hiddenFluxFlowableAddons = all("ns.stream.flux_flowable_unfused_addons",
            () -> Counting.all(RxJava3Adapter.fluxToFlowable(FLUX.hide())));
    private final Measure fluxIterable = all("ns.stream.flux_iterable", () -> sum(ReactorStreams.fromFlux(FLUX)));
    private final Measure fluxIterableReactor =
            all("ns.stream.flux_iterable_reactor", () -> sum(FLUX.toIterable()));
    private final Measure perItem = steady("bytes.stream.per_item", () -> Counting.to(throughStream(FLUX)));

    private final List<Measure> flowToFlow = List.of(
            all("ns.stream.flow_flow", () -> Counting.all(throughStream(PUBLISHER))),
            all("ns.stream.flow_flow_reactor", () -> Counting.all(throughReactor(PUBLISHER))),
            all("ns.stream.flow_flow_rxjava", () -> Counting.all(throughRxJava(PUBLISHER))),
            steady("bytes.stream.flow_flow", () -> Counting.to(throughStream(PUBLISHER))),
            steady("bytes.stream.flow_flow_reactor", () -> Counting.to(throughReactor(PUBLISHER))),
            steady("bytes.stream.flow_flow_rxjava", () -> Counting.to(throughRxJava(PUBLISHER))));

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public List<Row> rows() {
        List<Row> own = List.of(Row.ratio("stream.flux_flowable_vs_addons", 1.5, fluxFlowable, fluxFlowableAddons),
                Row.ratio("stream.flux_flowable_unfused_vs_addons", 1.5, hiddenFluxFlowable, hiddenFluxFlowableAddons),
                Row.ratio("stream.flux_iterable_vs_toIterable", 0.7, fluxIterable, fluxIterableReactor),
                Row.limit(0, perItem));
        return Stream.concat(coroutines.rows().stream(), own.stream()).toList();
    }

    @Override
    public List<Measure> alsoMeasured() {
        return Stream.concat(coroutines.alsoMeasured().stream(), flowToFlow.stream()).toList();
    }

    // ------------------------------------------------------------------------------------------ ways

    private static Flowable<Integer> throughStream(Flux<Integer> flux) {
        return RxJavaStreams.toFlowable(ReactorStreams.fromFlux(flux));
    }

    /** Polled once, so that it is not the publisher itself that comes out (L15). */
    private static Flow.Publisher<Integer> throughStream(Flow.Publisher<Integer> publisher) {
        PollableStream<Integer> stream = FlowStreams.fromPublisher(publisher);
        stream.poll(Waker.NOOP);
        return FlowStreams.toPublisher(stream);
    }

    private static Flow.Publisher<Integer> throughReactor(Flow.Publisher<Integer> publisher) {
        return JdkFlowAdapter.publisherToFlowPublisher(JdkFlowAdapter.flowPublisherToFlux(publisher));
    }

    private static Flow.Publisher<Integer> throughRxJava(Flow.Publisher<Integer> publisher) {
        return FlowAdapters.toFlowPublisher(Flowable.fromPublisher(FlowAdapters.toPublisher(publisher)));
    }

    /** As a thread that may block goes through it. */
    private static long sum(PollableStream<Integer> stream) throws InterruptedException {
        long sum = 0;
        try (BlockingItems<Integer> items = stream.blockingItems()) {
            while (items.next()) {
                sum += items.get();
            }
        }
        return sum;
    }

    private static long sum(Iterable<Integer> iterable) {
        long sum = 0;
        for (Integer item : iterable) {
            sum += item;
        }
        return sum;
    }

    // ------------------------------------------------------------------------------------------ measures

    private static Measure all(String name, Work work) {
        return Timed.of(name, ITEMS, SUM, work);
    }

    /** The second half of the items; what a subscription needs at its beginning doesn't count. */
    private static Measure steady(String name, Supplier<Counting> subscribe) {
        return new Allocated(name, STEADY, STEADY_SUM, () -> {
            Counting counting = subscribe.get();
            counting.more(STEADY);
            return () -> counting.more(STEADY);
        });
    }
}
