package dev.crossweave.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.TaskContext;
import dev.crossweave.Waker;
import io.micrometer.context.ContextRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** L10 with Reactor's Context on one side and TaskContext on the other, with and without automatic propagation. */
class ReactorContextTest {

    private static final ThreadLocal<String> TENANT = new ThreadLocal<>();
    private static final Mono<String> LOOKING =
            Mono.deferContextual(context -> Mono.just(context.getOrDefault("tenant", "nobody")));

    @AfterEach
    void reset() {
        Hooks.disableAutomaticContextPropagation();
        ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
        TENANT.remove();
    }

    /** Micrometer's registry, which both sides know. */
    private static void register(boolean automatic) {
        ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT);
        if (automatic) {
            Hooks.enableAutomaticContextPropagation();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void task_ofAMono_showsItWhatTheThreadHadThatMadeTheTask(boolean automatic) throws Exception {
        register(automatic);
        TENANT.set("acme");
        Task<String> task = ReactorTasks.fromMono(LOOKING.subscribeOn(Schedulers.parallel()));
        TENANT.remove();

        assertThat(task.join()).isEqualTo("acme");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pollable_seenAsAMono_isPolledInTheContextOfItsSubscriber(boolean automatic) {
        register(automatic);
        Pollable<String> pollable = waker -> Poll.ready(TENANT.get() + " " + TaskContext.capture().get("user"));

        String seen = ReactorTasks.toMono(pollable).subscribeOn(Schedulers.parallel())
                .contextWrite(context -> context.put("tenant", "acme").put("user", "ann")).block();

        assertThat(seen).isEqualTo("acme ann");
        assertThat(TENANT.get()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stream_seenAsAFlux_isPolledInTheContextOfItsSubscriber(boolean automatic) {
        register(automatic);
        Flux<String> flux = ReactorStreams.toFlux(new Looking());

        List<String> seen = flux.contextWrite(context -> context.put("tenant", "acme")).collectList().block();

        assertThat(seen).containsExactly("acme", "acme");
    }

    /** Gives what it finds, twice. */
    private static final class Looking implements PollableStream<String> {
        private int given;

        @Override
        public Next poll(Waker waker) {
            return given < 2 ? Next.ITEM : Next.END;
        }

        @Override
        public String take() {
            given++;
            return TENANT.get();
        }

        @Override
        public dev.crossweave.Outcome<Void> end() {
            return Poll.ready(null);
        }

        @Override
        public void drop() {
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stream_ofAFlux_showsItWhatWasInForceWhereItWasMade(boolean automatic) {
        register(automatic);
        TENANT.set("acme");
        PollableStream<String> stream = ReactorStreams.fromFlux(LOOKING.flux());
        TENANT.remove();

        assertThat(stream.poll(Waker.NOOP)).isEqualTo(PollableStream.Next.ITEM);
        assertThat(stream.take()).isEqualTo("acme");
        stream.drop();
    }

    @Test
    void nothingRegistered_isAnEmptyContext() throws Exception {
        Mono<Boolean> empty = Mono.deferContextual(context -> Mono.just(context.isEmpty()));

        assertThat(ReactorTasks.fromMono(empty).join()).isTrue();
    }
}
