package dev.crossweave.samples.library;

import dev.crossweave.BlockingItems;
import dev.crossweave.FlowStreams;
import dev.crossweave.TaskScope;
import dev.crossweave.reactor.ReactorStreams;
import dev.crossweave.reactor.ReactorTasks;
import dev.crossweave.rxjava.RxJavaStreams;
import dev.crossweave.rxjava.RxJavaTasks;
import dev.crossweave.samples.library.QuoteClient.Quote;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What users of the SDK write, each in the ecosystem that they live in. Those of Kotlin are in {@code Callers.kt}. */
final class Callers {

    private Callers() {
    }

    static CompletableFuture<Integer> future(QuoteClient client) {
        return client.latest("ACME").toFuture().thenApply(Quote::cents);
    }

    static Mono<Integer> mono(QuoteClient client) {
        return ReactorTasks.<Quote>toMono(client.latest("ACME")).map(Quote::cents);
    }

    static Single<Integer> single(QuoteClient client) {
        return RxJavaTasks.<Quote>toSingle(client.latest("ACME")).map(Quote::cents);
    }

    /** On a virtual thread, or any that may block. The scope is for the interrupt: a task by itself is only observed. */
    static int blocking(QuoteClient client) throws InterruptedException {
        try (TaskScope scope = new TaskScope()) {
            return scope.fork(client.latest("ACME")).join().cents();
        }
    }

    static Flow.Publisher<Quote> publisher(QuoteClient client) {
        return FlowStreams.toPublisher(client.quotes("ACME"));
    }

    static Flux<Integer> flux(QuoteClient client) {
        return ReactorStreams.toFlux(client.quotes("ACME")).map(Quote::cents);
    }

    static Flowable<Integer> flowable(QuoteClient client) {
        return RxJavaStreams.toFlowable(client.quotes("ACME")).map(Quote::cents);
    }

    static List<Integer> blockingItems(QuoteClient client, int count) throws InterruptedException {
        List<Integer> cents = new ArrayList<>();
        try (BlockingItems<Quote> quotes = client.quotes("ACME").blockingItems()) {
            while (cents.size() < count && quotes.next()) {
                cents.add(quotes.get().cents());
            }
        }
        return cents;
    }
}
