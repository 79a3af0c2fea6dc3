package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L10 for streams: their source is called in the context of who made them, with the consumer's values over it. */
class ContextOfStreamsTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    @RegisterExtension
    final Tenant tenant = new Tenant();

    private final List<String> seen = new ArrayList<>();

    private final Flow.Publisher<String> watching = subscriber -> {
        seen.add("subscribe " + tenant.get());
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                seen.add("request " + tenant.get());
                subscriber.onNext("item");
            }

            @Override
            public void cancel() {
                seen.add("cancel " + tenant.get());
            }
        });
    };

    @Test
    void source_isCalledInTheContextOfWhoMadeTheStream() {
        PollableStream<String> stream = tenant.as("acme", () -> FlowStreams.fromPublisher(watching, 1));

        assertThat(stream.poll(Waker.NOOP)).isEqualTo(PollableStream.Next.ITEM);
        stream.take();
        stream.drop();

        assertThat(seen).containsExactly("subscribe acme", "request acme", "request acme", "cancel acme");
        assertThat(hooks.discarded()).containsExactly("item");
        assertThat(tenant.get()).isNull();
    }

    @Test
    void source_ofAConsumerWithValuesOfItsOwn_seesThose() {
        PollableStream<String> stream = tenant.as("maker", () -> FlowStreams.fromPublisher(watching, 1));

        tenant.as("consumer", () -> stream.poll(Waker.NOOP));
        tenant.as("somebody else", () -> stream.take());

        assertThat(seen).containsExactly("subscribe consumer", "request consumer", "request consumer");
        stream.drop();
    }

    @Test
    void wrap_ofAStream_putsTheContextInForceForEachCallAndTakesItBack() {
        PollableStream<String> looking = new PollableStream<>() {
            @Override
            public Next poll(Waker waker) {
                seen.add("poll " + tenant.get());
                return Next.ITEM;
            }

            @Override
            public String take() {
                return tenant.get();
            }

            @Override
            public Outcome<Void> end() {
                return Poll.ready(null);
            }

            @Override
            public void drop() {
                seen.add("drop " + tenant.get());
                throw new IllegalStateException("a drop that throws");
            }
        };
        PollableStream<String> stream = tenant.as("acme", () -> TaskContext.capture().wrap(looking));

        tenant.set("of the thread");
        assertThat(stream.poll(Waker.NOOP)).isEqualTo(PollableStream.Next.ITEM);
        assertThat(stream.take()).isEqualTo("acme");
        assertThat(stream.end()).isEqualTo(Poll.ready(null));
        assertThatThrownBy(stream::drop).hasMessage("a drop that throws");

        assertThat(seen).containsExactly("poll acme", "drop acme");
        assertThat(tenant.get()).isEqualTo("of the thread");
    }

    @Test
    void with_anotherContext_takesItsValuesAndKeepsTheRest() {
        TaskContext made = tenant.as("maker", TaskContext::capture).with("trace", 1).with("user", "ann");
        TaskContext consumer = tenant.as("consumer", TaskContext::capture).with("trace", 2);

        TaskContext both = made.with(consumer);

        assertThat(both.get(Tenant.KEY)).isEqualTo("consumer");
        assertThat(both.get("trace")).isEqualTo(2);
        assertThat(both.get("user")).isEqualTo("ann");
        assertThat(made.with(made)).isSameAs(made);
        assertThat(TaskContext.EMPTY.with(consumer)).isSameAs(consumer);
    }
}
