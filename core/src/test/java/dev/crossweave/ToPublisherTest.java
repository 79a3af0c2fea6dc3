package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a publisher of a stream does beyond what the TCK looks at. */
class ToPublisherTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final RuntimeException failure = new RuntimeException("failed");

    /** Remembers its signals, and does what the test says. */
    private static class Recorder implements Flow.Subscriber<Integer> {
        final List<Object> signals = new ArrayList<>();
        Flow.Subscription subscription;
        Consumer<Object> onSignal = signal -> {
        };

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            signal("subscribed");
        }

        @Override
        public void onNext(Integer item) {
            signal(item);
        }

        @Override
        public void onError(Throwable thrown) {
            signal(thrown);
        }

        @Override
        public void onComplete() {
            signal("completed");
        }

        private void signal(Object signal) {
            signals.add(signal);
            onSignal.accept(signal);
        }
    }

    private final Recorder recorder = new Recorder();
    private final Counted counted = new Counted(3);

    /** A stream that can't be told to be one of ours, so that no round trip shortens a chain. */
    private record Veiled(PollableStream<Integer> stream) implements PollableStream<Integer> {

        @Override
        public Next poll(Waker waker) {
            return stream.poll(waker);
        }

        @Override
        public Integer take() {
            return stream.take();
        }

        @Override
        public Outcome<Void> end() {
            return stream.end();
        }

        @Override
        public void drop() {
            stream.drop();
        }
    }

    @Nested
    class Signals {

        /** An end needs no demand. */
        @Test
        void items_comeWhenRequested_andTheEndAtOnce() {
            FlowStreams.toPublisher(counted).subscribe(recorder);
            assertThat(recorder.signals).containsExactly("subscribed");
            recorder.subscription.request(2);
            assertThat(recorder.signals).containsExactly("subscribed", 0, 1);
            recorder.subscription.request(1);
            assertThat(recorder.signals).containsExactly("subscribed", 0, 1, 2, "completed");
            assertThat(counted.drops).isEqualTo(1);
        }

        /** §1.3: not even a synchronous publisher emits from inside of onSubscribe. */
        @Test
        void request_insideOfOnSubscribe_isServedAfterIt() {
            List<Object> inside = new ArrayList<>();
            recorder.onSignal = signal -> {
                if (signal.equals("subscribed")) {
                    recorder.subscription.request(1);
                    inside.addAll(recorder.signals);
                }
            };
            FlowStreams.toPublisher(counted).subscribe(recorder);
            assertThat(inside).containsExactly("subscribed");
            assertThat(recorder.signals).containsExactly("subscribed", 0);
        }

        @Test
        void failure_ofTheStream_isTheSameObject() {
            Channel<Integer> channel = Channel.bounded(4);
            FlowStreams.toPublisher(channel.stream()).subscribe(recorder);
            channel.fail(failure);
            assertThat(recorder.signals).containsExactly("subscribed", failure);
        }

        /** L5. */
        @Test
        void cancellation_ofTheStream_isACancellationException() {
            Channel<Integer> channel = Channel.bounded(4);
            FlowStreams.toPublisher(channel.stream()).subscribe(recorder);
            channel.cancelled(failure);
            assertThat(recorder.signals).last().isInstanceOfSatisfying(CancellationException.class,
                    thrown -> assertThat(thrown).hasCause(failure));
        }

        @Test
        void sends_reachASubscriberThatHasAsked() {
            Channel<Integer> channel = Channel.bounded(4);
            FlowStreams.toPublisher(channel.stream()).subscribe(recorder);
            recorder.subscription.request(2);
            channel.trySend(7);
            channel.trySend(8);
            channel.trySend(9);
            assertThat(recorder.signals).containsExactly("subscribed", 7, 8);
        }

        /** §1.9, §1.11. */
        @Test
        void secondSubscriber_isSubscribedAndRefused() {
            Flow.Publisher<Integer> publisher = FlowStreams.toPublisher(counted);
            publisher.subscribe(new Recorder());
            publisher.subscribe(recorder);
            assertThat(recorder.signals).hasSize(2).last().isInstanceOfSatisfying(IllegalStateException.class,
                    thrown -> assertThat(thrown).hasMessageContaining("one subscriber"));
            assertThat(counted.drops).isZero();
        }
    }

    @Nested
    class Demand {

        /** §3.9. */
        @ParameterizedTest
        @ValueSource(longs = {0, -1, Long.MIN_VALUE})
        void request_ofNothing_failsTheSubscriberAndDropsTheStream(long n) {
            FlowStreams.toPublisher(counted).subscribe(recorder);
            recorder.subscription.request(n);
            recorder.subscription.request(1);
            assertThat(recorder.signals).hasSize(2).last().isInstanceOfSatisfying(IllegalArgumentException.class,
                    thrown -> assertThat(thrown).hasMessageContaining("3.9").hasMessageContaining("got " + n));
            assertThat(counted.drops).isEqualTo(1);
        }

        /** §3.17. */
        @Test
        void requests_thatAddUpToMoreThanFits_areUnbounded() {
            FlowStreams.toPublisher(counted).subscribe(recorder);
            recorder.subscription.request(1);
            recorder.subscription.request(Long.MAX_VALUE);
            recorder.subscription.request(Long.MAX_VALUE);
            assertThat(recorder.signals).containsExactly("subscribed", 0, 1, 2, "completed");
        }

        /** §3.3, L14: one request inside of each onNext. */
        @Test
        void requests_oneInsideOfEachItem_needConstantStack() {
            int count = 1_000_000;
            recorder.onSignal = signal -> recorder.subscription.request(1);
            FlowStreams.toPublisher(new Counted(count)).subscribe(recorder);
            assertThat(recorder.signals).hasSize(count + 2).last().isEqualTo("completed");
        }

        /** L14: each request goes up the whole chain, and each item down. */
        @Test
        void publishersInALongChain_needConstantStack() {
            PollableStream<Integer> stream = new Counted(10);
            for (int i = 0; i < 20_000; i++) {
                Flow.Publisher<Integer> publisher = FlowStreams.toPublisher(stream);
                stream = new Veiled(FlowStreams.fromPublisher(subscriber -> publisher.subscribe(subscriber), 1));
            }
            recorder.onSignal = signal -> recorder.subscription.request(1);
            FlowStreams.toPublisher(stream).subscribe(recorder);
            assertThat(recorder.signals).hasSize(12).last().isEqualTo("completed");
        }

        /** A source without end lets others on its thread take their turn. */
        @Test
        void endlessStream_letsOthersOnItsThreadRun() {
            List<Object> others = new ArrayList<>();
            recorder.onSignal = signal -> {
                if (signal.equals(0)) {
                    Trampoline.run((Runnable) () -> {
                        others.add(recorder.signals.size());
                        recorder.subscription.cancel();
                    });
                }
            };
            FlowStreams.toPublisher(new Counted(Long.MAX_VALUE)).subscribe(recorder);
            recorder.subscription.request(Long.MAX_VALUE);
            assertThat(others).containsExactly(1 + 256);
        }
    }

    @Nested
    class Cancel {

        /** Never during another call to the stream. */
        @Test
        void cancel_insideOfAnItem_dropsAfterIt() {
            List<Integer> drops = new ArrayList<>();
            recorder.onSignal = signal -> {
                if (signal.equals(1)) {
                    recorder.subscription.cancel();
                    drops.add(counted.drops);
                }
            };
            FlowStreams.toPublisher(counted).subscribe(recorder);
            recorder.subscription.request(Long.MAX_VALUE);
            assertThat(recorder.signals).containsExactly("subscribed", 0, 1);
            assertThat(drops).containsExactly(0);
            assertThat(counted.drops).isEqualTo(1);
        }

        @Test
        void cancel_again_andRequestAfterIt_doNothing() {
            FlowStreams.toPublisher(counted).subscribe(recorder);
            recorder.subscription.cancel();
            recorder.subscription.cancel();
            recorder.subscription.request(1);
            recorder.subscription.request(0);
            assertThat(recorder.signals).containsExactly("subscribed");
            assertThat(counted.drops).isEqualTo(1);
        }

        @Test
        void cancel_ofAStreamThatWaits_dropsItAtOnce() {
            HandPublisher<Integer> source = HandPublisher.connecting();
            PollableStream<Integer> stream = FlowStreams.fromPublisher(source);
            stream.poll(Waker.NOOP);
            FlowStreams.toPublisher(stream).subscribe(recorder);
            source.emit(1, 2);
            recorder.subscription.cancel();
            assertThat(source.cancels).isEqualTo(1);
            assertThat(hooks.discarded()).containsExactly(1, 2);
        }
    }

    /** §2.13, L8, L18. */
    @Nested
    class Broken {

        @ParameterizedTest
        @ValueSource(strings = {"subscribed", "0"})
        void subscriber_thatThrows_isTakenAsCancelledAndTheErrorReported(String when) {
            recorder.onSignal = signal -> {
                if (signal.toString().equals(when)) {
                    throw failure;
                }
            };
            FlowStreams.toPublisher(counted).subscribe(recorder);
            recorder.subscription.request(Long.MAX_VALUE);
            assertThat(recorder.signals).last().hasToString(when);
            assertThat(counted.drops).isEqualTo(1);
            assertThat(hooks.late()).containsExactly(failure);
        }

        @Test
        void subscriber_thatThrowsAtTheEnd_isReported() {
            recorder.onSignal = signal -> {
                if (signal.equals("completed")) {
                    throw failure;
                }
            };
            FlowStreams.toPublisher(counted).subscribe(recorder);
            recorder.subscription.request(Long.MAX_VALUE);
            assertThat(recorder.signals).last().isEqualTo("completed");
            assertThat(hooks.late()).containsExactly(failure);
        }

        /** Rule 6 of PollableStream. */
        @Test
        void stream_thatThrows_hasFailedAndIsDropped() {
            List<String> drops = new ArrayList<>();
            FlowStreams.toPublisher(new PollableStream<Integer>() {
                @Override
                public Next poll(Waker waker) {
                    throw failure;
                }

                @Override
                public Integer take() {
                    throw new AssertionError("no item was found");
                }

                @Override
                public Outcome<Void> end() {
                    throw new AssertionError("it has thrown");
                }

                @Override
                public void drop() {
                    drops.add("drop");
                    throw new IllegalStateException("thrown by drop");
                }
            }).subscribe(recorder);
            assertThat(recorder.signals).containsExactly("subscribed", failure);
            assertThat(drops).hasSize(1);
            assertThat(hooks.late()).singleElement()
                    .satisfies(late -> assertThat(late).hasMessage("thrown by drop"));
        }

        @Test
        void nulls_areRefusedAtTheCall() {
            assertThatThrownBy(() -> FlowStreams.toPublisher(null)).isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("needs a stream");
            assertThatThrownBy(() -> FlowStreams.toPublisher(counted).subscribe(null))
                    .isInstanceOf(NullPointerException.class).hasMessageContaining("needs a subscriber");
        }
    }
}
