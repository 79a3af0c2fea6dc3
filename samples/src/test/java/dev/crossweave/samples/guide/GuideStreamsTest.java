package dev.crossweave.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.BlockingItems;
import dev.crossweave.Channel;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.RunQueue;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import dev.crossweave.reactor.ReactorStreams;
import dev.crossweave.rxjava.RxJavaStreams;
import io.reactivex.rxjava3.core.Flowable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** The code of the guide's section on streams. */
class GuideStreamsTest {

    private static <T> Task<@Nullable T> run(RunQueue queue, Pollable<@Nullable T> pollable) {
        Task<@Nullable T> task = Tasks.on(queue).spawn(pollable);
        queue.runAll();
        return task;
    }

    @Test
    void flux_consumedByATask() {
        RunQueue queue = new RunQueue();
        AtomicLong sum = new AtomicLong();

        PollableStream<Integer> numbers = ReactorStreams.fromFlux(Flux.range(1, 1_000), 64); // asks for 64 at most
        Task<@Nullable Void> done = Tasks.on(queue).spawn(numbers.forEach(sum::addAndGet));

        queue.runAll();
        assertThat(done.isDone()).isTrue();
        assertThat(sum).hasValue(500_500);
    }

    @Test
    void flux_asFlowable() {
        Flux<Integer> flux = Flux.range(1, 3);
        Flowable<Integer> flowable = RxJavaStreams.toFlowable(ReactorStreams.fromFlux(flux));
        assertThat(flowable.toList().blockingGet()).containsExactly(1, 2, 3);
    }

    @Test
    void stream_iteratedByAThreadThatMayBlock() throws Exception {
        List<Integer> seen = new ArrayList<>();
        try (BlockingItems<Integer> items = ReactorStreams.fromFlux(Flux.range(1, 3)).blockingItems()) {
            while (items.next()) {
                seen.add(items.get());
            }
        }
        assertThat(seen).containsExactly(1, 2, 3);
    }

    /** A source that can't be held back: it calls, whether there is room or not. */
    private static PollableStream<String> quotes(Consumer<Consumer<String>> feed, AtomicLong missed) {
        Channel<String> channel = Channel.bounded(2);
        feed.accept(quote -> {
            if (channel.trySend(quote) == Channel.Sent.FULL) {
                missed.incrementAndGet(); // the policy: what there is no room for is dropped and counted
            }
        });
        return channel.stream();
    }

    @Test
    void callbacks_intoAChannel() {
        AtomicLong missed = new AtomicLong();
        PollableStream<String> quotes = quotes(receiver -> List.of("a", "b", "c").forEach(receiver), missed);
        Task<@Nullable String> first = run(new RunQueue(), new First<>(quotes, quote -> !quote.equals("a")));
        assertThat(first.resultNow()).isEqualTo("b");
        assertThat(missed).hasValue(1);
    }

    /** A consumer by hand: the first item that will do; and with its drop the stream's source is cancelled. */
    private record First<T>(PollableStream<T> stream, Predicate<T> wanted) implements Pollable<@Nullable T> {

        @Override
        public Poll<@Nullable T> poll(Waker waker) {
            for (;;) {
                switch (stream.poll(waker)) {
                    case ITEM -> {
                        T item = stream.take();
                        if (wanted.test(item)) {
                            return Poll.ready(item);
                        }
                    }
                    case PENDING -> {
                        return Poll.pending(); // the waker of this poll will be woken
                    }
                    case END -> {
                        stream.end().orElseThrow(); // a failure goes on as it is
                        return Poll.ready(null);
                    }
                }
            }
        }

        @Override
        public void drop() {
            stream.drop();
        }
    }
}
