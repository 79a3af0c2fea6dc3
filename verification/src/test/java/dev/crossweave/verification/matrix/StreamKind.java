package dev.crossweave.verification.matrix;

import dev.crossweave.BlockingItems;
import dev.crossweave.FlowStreams;
import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import dev.crossweave.coroutines.CoroutineStreams;
import dev.crossweave.reactor.ReactorStreams;
import dev.crossweave.rxjava.RxJavaStreams;
import io.reactivex.rxjava3.core.Flowable;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.reactive.ReactiveFlowKt;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;

/**
 * One ecosystem's type of a stream: made of a publisher and read as one by its ecosystem's own means, and its two conversions.
 */
enum StreamKind {
    FLUX(Flux::from, handle -> ReactorStreams.fromFlux((Flux<Integer>) handle), ReactorStreams::toFlux,
            handle -> ((Flux<Integer>) handle).hide(), handle -> (Flux<Integer>) handle),

    FLOWABLE(Flowable::fromPublisher, handle -> RxJavaStreams.fromFlowable((Flowable<Integer>) handle),
            RxJavaStreams::toFlowable, handle -> ((Flowable<Integer>) handle).hide(),
            handle -> (Flowable<Integer>) handle),

    FLOW(ReactiveFlowKt::asFlow, handle -> CoroutineStreams.fromFlow((Flow<Integer>) handle), CoroutineStreams::toFlow,
            handle -> FlowKt.onEach((Flow<Integer>) handle, (item, caller) -> kotlin.Unit.INSTANCE),
            handle -> ReactiveFlowKt.asPublisher((Flow<Integer>) handle)),

    FLOW_PUBLISHER(FlowAdapters::toFlowPublisher,
            handle -> FlowStreams.fromPublisher((java.util.concurrent.Flow.Publisher<Integer>) handle),
            FlowStreams::toPublisher,
            handle -> (java.util.concurrent.Flow.Publisher<Integer>) ((java.util.concurrent.Flow.Publisher<Integer>) handle)::subscribe,
            handle -> FlowAdapters.toPublisher((java.util.concurrent.Flow.Publisher<Integer>) handle)),

    /** Nothing but a stream: one that hides what it was made from. */
    POLLABLE_STREAM(source -> new Hidden(ReactorStreams.fromFlux(Flux.from(source))),
            handle -> (PollableStream<Integer>) handle, stream -> stream,
            handle -> new Hidden((PollableStream<Integer>) handle),
            handle -> new BlockingPublisher((PollableStream<Integer>) handle));

    final Function<ItemSource, Object> source;
    final Function<Object, PollableStream<Integer>> in;
    final Function<PollableStream<Integer>, Object> out;
    /** Something of the ecosystem's own around it, so that it is no longer what a stream was converted to. */
    final Function<Object, Object> through;
    final Function<Object, Publisher<Integer>> read;

    /** How often what it raises after it was cancelled is reported: kotlinx's asFlow drops it. */
    int lateErrors() {
        return this == FLOW ? 0 : 1;
    }

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    StreamKind(Function<ItemSource, Object> source, Function<Object, PollableStream<Integer>> in,
            Function<PollableStream<Integer>, Object> out, Function<Object, Object> through,
            Function<Object, Publisher<Integer>> read) {
        this.source = source;
        this.in = in;
        this.out = out;
        this.through = through;
        this.read = read;
    }

    private record Hidden(PollableStream<Integer> stream) implements PollableStream<Integer> {
        @Override
        public Next poll(Waker waker) {
            return stream.poll(waker);
        }

        @Override
        public Integer take() {
            return stream.take();
        }

        @Override
        public Outcome<@Nullable Void> end() {
            return stream.end();
        }

        @Override
        public void drop() {
            stream.drop();
        }
    }

    /** A stream as a publisher, by a thread that blocks. */
    private record BlockingPublisher(PollableStream<Integer> stream) implements Publisher<Integer> {
        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            Semaphore demand = new Semaphore(0);
            Thread thread = Thread.ofVirtual().unstarted(() -> publish(demand, subscriber));
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long count) {
                    demand.release((int) Math.min(count, 1));
                }

                @Override
                public void cancel() {
                    thread.interrupt();
                }
            });
            thread.start();
        }

        private void publish(Semaphore demand, Subscriber<? super Integer> subscriber) {
            try (BlockingItems<Integer> items = stream.blockingItems()) {
                demand.acquire();
                while (items.next()) {
                    subscriber.onNext(items.get());
                    demand.acquire();
                }
                subscriber.onComplete();
            } catch (InterruptedException cancelled) {
                // the items are closed, which is all that is to be done
            } catch (Throwable thrown) {
                subscriber.onError(thrown);
            }
        }
    }
}
