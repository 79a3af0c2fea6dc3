package dev.crossweave.benchmarks.families;

import dev.crossweave.benchmarks.Measure;
import dev.crossweave.benchmarks.Row;
import dev.crossweave.benchmarks.Timed;
import dev.crossweave.benchmarks.Work;
import io.reactivex.rxjava3.core.Observable;
import java.util.List;
import kotlinx.coroutines.flow.Flow;
import reactor.core.publisher.Flux;

/** The rows of the family stream that begin or end with a Flow: what an item costs, on one thread, beside kotlinx. */
final class CoroutineStreamRows {

    private static final int ITEMS = 100_000;
    private static final Integer ITEM = 1;

    /** One that is pulled by whoever understands Reactor's fusion, as most of what a Flux is made of. */
    private static final Flux<Integer> FLUX = Flux.range(0, ITEMS).map(number -> ITEM);

    /** One that only requests get anything out of. */
    private static final Flux<Integer> HIDDEN = FLUX.hide();

    /** One that can't be held back. */
    private static final Observable<Integer> OBSERVABLE = Observable.range(0, ITEMS).map(number -> ITEM);

    private static final Flow<Integer> FLOW = Flows.flowOf(ITEMS, ITEM);

    private final Measure fluxFlow = items("ns.stream.flux_flow", () -> Flows.fluxThroughStream(FLUX));
    private final Measure fluxAsFlow =
            items("ns.stream.flux_flow_kotlinx", () -> Flows.fluxThroughKotlinx(FLUX));
    private final Measure hiddenFlow =
            items("ns.stream.hidden_flux_flow", () -> Flows.fluxThroughStream(HIDDEN));
    private final Measure hiddenAsFlow =
            items("ns.stream.hidden_flux_flow_kotlinx", () -> Flows.fluxThroughKotlinx(HIDDEN));
    private final Measure observableFlow =
            items("ns.stream.observable_flow", () -> Flows.observableThroughStream(OBSERVABLE, ITEMS));
    private final Measure observableAsFlow =
            items("ns.stream.observable_flow_kotlinx", () -> Flows.observableThroughKotlinx(OBSERVABLE));
    private final Measure flowFlux = items("ns.stream.flow_flux", () -> Flows.flowThroughStream(FLOW));
    private final Measure flowAsFlux =
            items("ns.stream.flow_flux_kotlinx", () -> Flows.flowThroughKotlinx(FLOW));
    private final Measure flowAlone = items("ns.stream.flow_alone", () -> Flows.sumOf(FLOW));

    List<Row> rows() {
        return List.of(Row.ratio("stream.flux_flow_vs_asFlow", 0.3, fluxFlow, fluxAsFlow), Row.limit(30, fluxFlow),
                Row.ratio("stream.flow_flux_vs_asFlux", 1.0, flowFlux, flowAsFlux));
    }

    List<Measure> alsoMeasured() {
        return List.of(hiddenFlow, hiddenAsFlow, observableFlow, observableAsFlow, flowAlone);
    }

    private static Measure items(String name, Work work) {
        return Timed.of(name, ITEMS, (long) ITEMS * ITEM, work);
    }
}
