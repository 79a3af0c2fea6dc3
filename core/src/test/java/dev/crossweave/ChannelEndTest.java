package dev.crossweave;

import static dev.crossweave.Channel.Sent.CLOSED;
import static dev.crossweave.Channel.Sent.SENT;
import static dev.crossweave.PollableStream.Next.END;
import static dev.crossweave.PollableStream.Next.ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a channel ends, from either side, step by step. */
class ChannelEndTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final CountingWaker waker = new CountingWaker();
    private final RuntimeException failure = new RuntimeException("failed");
    private final Channel<Integer> channel = Channel.bounded(4);
    private final PollableStream<Integer> stream = channel.stream();

    private static void fill(Channel<Integer> channel, int from, int to) {
        for (int item = from; item < to; item++) {
            assertThat(channel.trySend(item)).as("sending %s", item).isEqualTo(SENT);
        }
    }

    /** Takes what is there. */
    private List<Integer> drain(PollableStream<Integer> from) {
        List<Integer> items = new ArrayList<>();
        while (from.poll(waker) == ITEM) {
            items.add(from.take());
        }
        return items;
    }

    @Nested
    class Ending {

        @Test
        void complete_comesAfterTheItemsBeforeIt() {
            fill(channel, 0, 3);
            assertThat(channel.complete()).isTrue();
            assertThat(drain(stream)).containsExactly(0, 1, 2);
            assertThat(stream.poll(waker)).isEqualTo(END);
            assertThat(stream.end()).isEqualTo(Poll.ready(null));
        }

        /** S2, L2. */
        @Test
        void fail_comesAfterTheItemsBeforeItAsTheSameObject() {
            fill(channel, 0, 3);
            assertThat(channel.fail(failure)).isTrue();
            assertThat(drain(stream)).containsExactly(0, 1, 2);
            assertThat(stream.poll(waker)).isEqualTo(END);
            assertThat(stream.end()).isInstanceOfSatisfying(Outcome.Failure.class,
                    end -> assertThat(end.cause()).isSameAs(failure));
        }

        /** L5. */
        @Test
        void cancelled_isSeenAsCancelledForTheSameReason() {
            assertThat(channel.cancelled(failure)).isTrue();
            assertThat(stream.poll(waker)).isEqualTo(END);
            assertThat(stream.end()).isEqualTo(Poll.cancelled(failure));
        }

        @Test
        void end_ofAChannelWhoseConsumerWaits_wakesItOnce() {
            stream.poll(waker);
            channel.complete();
            assertThat(waker.wakes()).isEqualTo(1);
            assertThat(stream.poll(waker)).isEqualTo(END);
            assertThat(stream.poll(waker)).isEqualTo(END);
        }

        /** S2: those who wait have sent before the end. */
        @Test
        void complete_whileSendsWait_servesThemFirst() {
            fill(channel, 0, 4);
            Task<Void> waiting = channel.send(4);
            channel.complete();
            assertThat(waiting.isDone()).isFalse();
            assertThat(drain(stream)).containsExactly(0, 1, 2, 3, 4);
            assertThat(waiting.resultNow()).isNull();
            assertThat(stream.poll(waker)).isEqualTo(END);
        }

        /** L9: the item of a send is the channel's, that of a trySend the caller's. */
        @Test
        void sending_afterTheEnd_isRefused() {
            channel.complete();
            assertThat(channel.isClosed()).isTrue();
            assertThat(channel.trySend(1)).isEqualTo(CLOSED);
            assertThat(hooks.discarded()).isEmpty();
            assertThat(channel.send(2).exceptionNow()).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was ended by a producer");
            assertThat(hooks.discarded()).containsExactly(2);
            assertThat(stream.poll(waker)).isEqualTo(END);
        }

        /** L8. */
        @Test
        void end_afterTheEnd_changesNothingAndReportsAFailureOnce() {
            channel.complete();
            assertThat(channel.complete()).isFalse();
            assertThat(channel.cancelled(null)).isFalse();
            assertThat(channel.fail(failure)).isFalse();
            assertThat(hooks.late()).containsExactly(failure);
            stream.poll(waker);
            assertThat(stream.end()).isEqualTo(Poll.ready(null));
        }
    }

    /** What its consumer leaves behind: S3, L9. */
    @Nested
    class Dropping {

        @Test
        void drop_discardsWhatIsThereOnceAndInOrder() {
            fill(channel, 0, 4);
            stream.poll(waker);
            stream.take();
            stream.poll(waker); // found and not taken: it is still the channel's
            stream.drop();
            assertThat(hooks.discarded()).containsExactly(1, 2, 3);
            assertThat(channel.isClosed()).isTrue();
        }

        @Test
        void drop_whileSendsWait_cancelsThemAndDiscardsTheirItems() {
            fill(channel, 0, 4);
            Task<Void> waiting = channel.send(4);
            stream.drop();
            assertThat(hooks.discarded()).containsExactly(0, 1, 2, 3, 4);
            assertThat(waiting.peek()).isInstanceOfSatisfying(Outcome.Cancelled.class,
                    end -> assertThat(end.reason()).isInstanceOf(CancellationException.class)
                            .hasMessageContaining("consumer of the channel has gone"));
        }

        @Test
        void sending_afterDrop_isRefused() {
            stream.drop();
            assertThat(channel.trySend(1)).isEqualTo(CLOSED);
            assertThat(hooks.discarded()).isEmpty();
            Task<Void> sent = channel.send(2);
            assertThat(sent.isCancelled()).isTrue();
            assertThat(hooks.discarded()).containsExactly(2);
        }

        /** L8. */
        @Test
        void fail_afterDrop_isReportedOnce() {
            stream.drop();
            assertThat(channel.fail(failure)).isFalse();
            assertThat(channel.complete()).isFalse();
            assertThat(hooks.late()).containsExactly(failure);
        }

        @Test
        void drop_beforeTheEnd_stopsTheSourceBeforeItDiscards() {
            List<Object> order = new ArrayList<>();
            Hooks.onDiscard(order::add);
            Channel<Integer> mine = Channel.bounded(2, () -> order.add("stopped"));
            mine.trySend(1);
            mine.stream().drop();
            assertThat(order).containsExactly("stopped", 1);
        }

        @Test
        void drop_afterTheEnd_leavesTheSourceAlone() {
            List<Object> order = new ArrayList<>();
            Channel<Integer> mine = Channel.bounded(2, () -> order.add("stopped"));
            PollableStream<Integer> consumer = mine.stream();
            mine.complete();
            consumer.poll(waker);
            consumer.drop();
            assertThat(order).isEmpty();
        }

        /** L18. */
        @Test
        void drop_whoseSourceThrows_reportsThatAndDiscardsAllTheSame() {
            Channel<Integer> mine = Channel.bounded(2, () -> {
                throw failure;
            });
            mine.trySend(1);
            mine.stream().drop();
            assertThat(hooks.late()).containsExactly(failure);
            assertThat(hooks.discarded()).containsExactly(1);
        }

        @Test
        void drop_whoseDiscardHookThrows_discardsTheRest() {
            List<Object> seen = new ArrayList<>();
            Hooks.onDiscard(item -> {
                seen.add(item);
                throw failure;
            });
            fill(channel, 0, 3);
            stream.drop();
            assertThat(seen).containsExactly(0, 1, 2);
            assertThat(hooks.late()).containsExactly(failure, failure, failure);
        }
    }
}
