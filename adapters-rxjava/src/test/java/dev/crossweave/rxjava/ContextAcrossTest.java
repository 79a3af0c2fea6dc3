package dev.crossweave.rxjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.TaskContext;
import dev.crossweave.reactor.ReactorStreams;
import dev.crossweave.reactor.ReactorTasks;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** L10 across ecosystems: RxJava has no context, and what Reactor's has comes out behind it all the same. */
class ContextAcrossTest {

    private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

    @BeforeEach
    void register() {
        TaskContext.register("tenant", TENANT);
    }

    @AfterEach
    void unregister() {
        Hooks.disableAutomaticContextPropagation();
        TaskContext.unregister("tenant");
        TENANT.remove();
    }

    private static void propagation(boolean automatic) {
        if (automatic) {
            Hooks.enableAutomaticContextPropagation();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void flux_throughStreamFlowableAndFlux_seesTheContextOfTheLastSubscriber(boolean automatic) {
        propagation(automatic);
        Flux<Object> source = Flux.deferContextual(context -> Flux.just(context.get("user"), context.get("tenant")));

        Flowable<Object> flowable = RxJavaStreams.toFlowable(ReactorStreams.fromFlux(source)).map(item -> item);
        Flux<Object> back = ReactorStreams.toFlux(RxJavaStreams.fromFlowable(flowable));
        List<Object> seen = back.contextWrite(context -> context.put("user", "ann").put("tenant", "acme"))
                .collectList().block();

        assertThat(seen).containsExactly("ann", "acme");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void flowable_underAFlux_hasItsThreadLocalsFromReactorsContext(boolean automatic) {
        propagation(automatic);
        Flowable<String> looking = Flowable.defer(() -> Flowable.just("" + TENANT.get()));

        Flux<String> flux = ReactorStreams.toFlux(RxJavaStreams.fromFlowable(looking));

        assertThat(flux.contextWrite(context -> context.put("tenant", "acme")).blockLast()).isEqualTo("acme");
        assertThat(TENANT.get()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mono_madeIntoATaskByATenant_showsItToReactorOnAnotherThread(boolean automatic) throws Exception {
        propagation(automatic);
        TENANT.set("acme");
        Mono<String> looking = Mono.deferContextual(context -> Mono.just(context.getOrDefault("tenant", "nobody")));
        Single<String> single = RxJavaTasks.<String>toSingle(ReactorTasks.fromMono(looking));
        TENANT.remove();

        assertThat(single.subscribeOn(Schedulers.io()).blockingGet()).isEqualTo("acme");
    }
}
