package dev.crossweave.samples.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.FlowStreams;
import dev.crossweave.Outcome;
import dev.crossweave.Task;
import dev.crossweave.samples.library.QuoteClient.Quote;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.future.FutureKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One library, and what its users get in each ecosystem: the value, the very error, and a cancel that reaches the wire. */
class LibraryTest {

    /** How a caller's own future is had, whose cancelling is what cancelling is to that caller. */
    enum OneQuote {
        FUTURE(Callers::future), MONO(client -> Callers.mono(client).toFuture()), SINGLE(OneQuote::ofSingle), COROUTINE(
                OneQuote::ofCoroutine), VIRTUAL_THREAD(client -> onVirtualThread(() -> Callers.blocking(client)));

        final Function<QuoteClient, CompletableFuture<Integer>> ask;

        OneQuote(Function<QuoteClient, CompletableFuture<Integer>> ask) {
            this.ask = ask;
        }

        private static CompletableFuture<Integer> ofSingle(QuoteClient client) {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            Disposable subscription = Callers.single(client).subscribe(future::complete, future::completeExceptionally);
            future.whenComplete((value, thrown) -> subscription.dispose());
            return future;
        }

        private static CompletableFuture<Integer> ofCoroutine(QuoteClient client) {
            Deferred<Integer> deferred = KotlinCallers
                    .latestLater(CoroutineScopeKt.CoroutineScope(Dispatchers.getDefault()), client);
            return FutureKt.asCompletableFuture(deferred);
        }
    }

    enum ManyQuotes {
        PUBLISHER(ManyQuotes::ofPublisher), FLUX(
                (client, count) -> Callers.flux(client).take(count).collectList().block()), FLOWABLE(
                        (client, count) -> Callers.flowable(client).take(count).toList().blockingGet()), FLOW(
                                ManyQuotes::ofFlow), BLOCKING(Callers::blockingItems);

        final Take take;

        ManyQuotes(Take take) {
            this.take = take;
        }

        interface Take {
            List<Integer> first(QuoteClient client, int count) throws Exception;
        }

        private static List<Integer> ofPublisher(QuoteClient client, int count) throws Exception {
            List<Integer> cents = new ArrayList<>();
            try (var quotes = FlowStreams.fromPublisher(Callers.publisher(client)).blockingItems()) {
                while (cents.size() < count && quotes.next()) {
                    cents.add(quotes.get().cents());
                }
            }
            return cents;
        }

        private static List<Integer> ofFlow(QuoteClient client, int count) throws Exception {
            return BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, continuation) -> KotlinCallers
                    .firstCents(client, count, continuation));
        }
    }

    /** As a server runs a handler: cancelling interrupts the thread. */
    private static CompletableFuture<Integer> onVirtualThread(Callable<Integer> handler) {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                future.complete(handler.call());
            } catch (Exception thrown) {
                future.completeExceptionally(thrown);
            }
        });
        future.whenComplete((value, thrown) -> thread.interrupt());
        return future;
    }

    /** With a field of its own, so that kotlinx doesn't copy it. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;
        final String symbol;

        Unknown(String symbol) {
            super(symbol + " is unknown");
            this.symbol = symbol;
        }
    }

    @ParameterizedTest
    @EnumSource
    void latest_answers(OneQuote caller) throws Exception {
        try (TestWire wire = TestWire.of(1)) {
            assertThat(caller.ask.apply(new QuoteClient(wire)).get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(wire.asked).hasValue(1);
            assertThat(wire.aborted.getCount()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void latest_fails_withTheVeryError(OneQuote caller) {
        Unknown unknown = new Unknown("ACME");
        try (TestWire wire = TestWire.failing(0, unknown)) {
            CompletableFuture<Integer> answer = caller.ask.apply(new QuoteClient(wire));
            assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS)).satisfies(
                    thrown -> assertThat(Outcome.ofThrown(thrown)).isEqualTo(new Outcome.Failure<>(unknown)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void latest_cancelled_abortsTheCall(OneQuote caller) throws Exception {
        try (TestWire wire = TestWire.silent()) {
            CompletableFuture<Integer> answer = caller.ask.apply(new QuoteClient(wire));
            assertThat(wire.begun.await(30, TimeUnit.SECONDS)).isTrue();
            answer.cancel(true);
            assertThat(wire.aborted.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** As when another thread cancels before the wire has answered what the call is. */
    @Test
    void latest_cancelledWhileTheWireIsAsked_abortsTheCall() {
        AtomicReference<Task<Quote>> task = new AtomicReference<>();
        CountDownLatch aborted = new CountDownLatch(1);
        Wire wire = new Wire() {
            @Override
            public Call ask(String symbol, Answer answer) {
                task.get().cancel();
                return aborted::countDown;
            }

            @Override
            public Feed subscribe(String symbol, Listener listener) {
                throw new AssertionError("nobody subscribes");
            }
        };
        task.set(new QuoteClient(wire).latest("ACME"));
        task.get().start();
        assertThat(task.get().isCancelled()).isTrue();
        assertThat(aborted.getCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void quotes_comeInOrder_toTheEnd(ManyQuotes caller) throws Exception {
        try (TestWire wire = TestWire.of(100)) {
            assertThat(caller.take.first(new QuoteClient(wire), 1_000))
                    .isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
            assertThat(wire.asked).hasValue(1);
            assertThat(wire.aborted.getCount()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void quotes_enoughOfThem_abortsTheFeed(ManyQuotes caller) throws Exception {
        try (TestWire wire = TestWire.of(1_000_000)) {
            assertThat(caller.take.first(new QuoteClient(wire), 3)).containsExactly(1, 2, 3);
            assertThat(wire.aborted.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void quotes_fail_withTheVeryError(ManyQuotes caller) {
        Unknown unknown = new Unknown("ACME");
        try (TestWire wire = TestWire.failing(2, unknown)) {
            assertThatThrownBy(() -> caller.take.first(new QuoteClient(wire), 1_000)).satisfies(
                    thrown -> assertThat(Outcome.ofThrown(thrown)).isEqualTo(new Outcome.Failure<>(unknown)));
        }
    }
}
