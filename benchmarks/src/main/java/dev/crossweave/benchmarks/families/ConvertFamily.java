package dev.crossweave.benchmarks.families;

import dev.crossweave.Completer;
import dev.crossweave.FutureTasks;
import dev.crossweave.Task;
import dev.crossweave.benchmarks.Allocated;
import dev.crossweave.benchmarks.Family;
import dev.crossweave.benchmarks.Measure;
import dev.crossweave.benchmarks.Row;
import dev.crossweave.benchmarks.Timed;
import dev.crossweave.benchmarks.Work;
import dev.crossweave.coroutines.CoroutineTasks;
import dev.crossweave.reactor.ReactorTasks;
import dev.crossweave.rxjava.RxJavaTasks;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kotlinx.coroutines.Deferred;
import reactor.adapter.rxjava.RxJava3Adapter;
import reactor.core.publisher.Mono;

/**
 * What a conversion costs, from a source until the converted value is at hand, against the one that the ecosystem has itself.
 * Nanoseconds for each conversion.
 */
public final class ConvertFamily implements Family {

    private static final int TIMES = 100_000;
    private static final int TRIPS = 10_000;
    private static final int HOPS = 3;
    private static final Integer VALUE = 1_000;

    private static final Mono<Integer> MONO = Mono.fromSupplier(() -> VALUE);
    private static final CompletableFuture<Integer> DONE = CompletableFuture.completedFuture(VALUE);

    private final Measure monoFuture = conversions("ns.convert.mono_future",
            mono -> ReactorTasks.fromMono(mono).toFuture().join(), MONO);
    private final Measure toFuture =
            conversions("ns.convert.mono_future_reactor", mono -> mono.toFuture().join(), MONO);

    private final Measure futureMono = conversions("ns.convert.future_mono",
            future -> Sink.consume(ReactorTasks.toMono(FutureTasks.fromFuture(future))), DONE);
    private final Measure fromFuture = conversions("ns.convert.future_mono_reactor",
            future -> Sink.consume(Mono.fromFuture(future)), DONE);

    private final Measure monoSingle = conversions("ns.convert.mono_single",
            mono -> Sink.consume(RxJavaTasks.toSingle(ReactorTasks.fromMono(mono))), MONO);
    private final Measure addons = conversions("ns.convert.mono_single_addons",
            mono -> Sink.consume(RxJava3Adapter.monoToSingle(mono)), MONO);

    private final Measure monoAwait = timed("ns.convert.mono_await", () -> Conversions.awaitTasks(MONO, TIMES));
    private final Measure awaitSingle =
            timed("ns.convert.mono_await_kotlinx", () -> Conversions.awaitSingles(MONO, TIMES));

    private final Measure deferredReady = conversions("ns.convert.future_deferred_ready",
            future -> throughTask(future).join(), DONE);
    private final Measure kotlinxReady = conversions("ns.convert.future_deferred_ready_kotlinx",
            future -> Conversions.throughKotlinx(future).join(), DONE);
    private final Measure deferredPending =
            pending("ns.convert.future_deferred_pending", ConvertFamily::throughTask);
    private final Measure kotlinxPending =
            pending("ns.convert.future_deferred_pending_kotlinx", Conversions::throughKotlinx);

    private final Measure pendingHop = pendingHop("bytes.convert.pending_hop", ConvertFamily::throughTask);
    private final Measure kotlinxHop = pendingHop("bytes.convert.pending_hop_kotlinx", Conversions::throughKotlinx);
    private final Measure roundTrip =
            new Allocated("bytes.convert.roundtrip", 4 * TRIPS, 4 * TRIPS, ConvertFamily::waysBack);

    @Override
    public String name() {
        return "convert";
    }

    @Override
    public List<Row> rows() {
        return List.of(Row.ratio("convert.mono_future_vs_toFuture", 1.0, monoFuture, toFuture),
                Row.ratio("convert.future_mono_vs_fromFuture", 1.0, futureMono, fromFuture),
                Row.ratio("convert.mono_single_vs_addons", 1.0, monoSingle, addons),
                Row.ratio("convert.mono_await_vs_awaitSingle", 1.0, monoAwait, awaitSingle),
                Row.ratio("convert.future_deferred_ready_vs_kotlinx", 0.7, deferredReady, kotlinxReady),
                Row.ratio("convert.future_deferred_pending_vs_kotlinx", 0.5, deferredPending, kotlinxPending),
                Row.limit(150, pendingHop), Row.limit(0, roundTrip));
    }

    @Override
    public List<Measure> alsoMeasured() {
        return List.of(kotlinxHop);
    }

    // ------------------------------------------------------------------------------------------ of something ready

    private static <S> Measure conversions(String name, ToLongFunction<S> conversion, S source) {
        return timed(name, () -> {
            long sum = 0;
            for (int i = 0; i < TIMES; i++) {
                sum += conversion.applyAsLong(source);
            }
            return sum;
        });
    }

    private static Measure timed(String name, Work work) {
        return Timed.of(name, TIMES, (long) TIMES * VALUE, work);
    }

    // ------------------------------------------------------------------------------------------ of something pending

    /** Future → Task → Deferred → Task → future, where the way back from the Deferred finds the task again (L15). */
    private static CompletableFuture<Integer> throughTask(CompletableFuture<Integer> future) {
        Deferred<Integer> deferred = CoroutineTasks.toDeferred(FutureTasks.fromFuture(future));
        return CoroutineTasks.fromDeferred(deferred).toFuture();
    }

    /** The futures that the trips begin with are made beforehand. */
    private static Work pendingTrips(UnaryOperator<CompletableFuture<Integer>> trip) {
        List<CompletableFuture<Integer>> futures =
                Stream.generate(CompletableFuture<Integer>::new).limit(TRIPS).toList();
        return () -> {
            long sum = 0;
            for (CompletableFuture<Integer> future : futures) {
                CompletableFuture<Integer> converted = trip.apply(future);
                future.complete(VALUE);
                sum += converted.join();
            }
            return sum;
        };
    }

    private static Measure pending(String name, UnaryOperator<CompletableFuture<Integer>> trip) {
        return new Timed(name, TRIPS, (long) TRIPS * VALUE, () -> pendingTrips(trip));
    }

    private static Measure pendingHop(String name, UnaryOperator<CompletableFuture<Integer>> trip) {
        return new Allocated(name, (long) TRIPS * HOPS, (long) TRIPS * VALUE, () -> pendingTrips(trip));
    }

    /** The four ways back to the task that a handle was made from. */
    private static Work waysBack() {
        Task<Integer> task = new Completer<>();
        CompletableFuture<Integer> future = task.toFuture();
        Mono<Integer> mono = ReactorTasks.toMono(task);
        Single<Integer> single = RxJavaTasks.toSingle(task);
        Deferred<Integer> deferred = CoroutineTasks.toDeferred(task);
        return () -> {
            long same = 0;
            for (int i = 0; i < TRIPS; i++) {
                same += FutureTasks.fromFuture(future) == task ? 1 : 0;
                same += ReactorTasks.fromMono(mono) == task ? 1 : 0;
                same += RxJavaTasks.fromSingle(single) == task ? 1 : 0;
                same += CoroutineTasks.fromDeferred(deferred) == task ? 1 : 0;
            }
            return same;
        };
    }
}
