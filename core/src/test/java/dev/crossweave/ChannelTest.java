package dev.crossweave;

import static dev.crossweave.Channel.Sent.CLOSED;
import static dev.crossweave.Channel.Sent.FULL;
import static dev.crossweave.Channel.Sent.SENT;
import static dev.crossweave.PollableStream.Next.END;
import static dev.crossweave.PollableStream.Next.ITEM;
import static dev.crossweave.PollableStream.Next.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel does on one thread, step by step. */
class ChannelTest {

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
    class Items {

        /** S2; many times around the ring, whose size is a power of two and not always the capacity. */
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 7, 256})
        void items_sentInTurns_arriveOnceAndInOrder(int capacity) {
            Channel<Integer> mine = Channel.bounded(capacity);
            PollableStream<Integer> consumer = mine.stream();
            List<Integer> arrived = new ArrayList<>();
            int sent = 0;
            for (int round = 0; round < 1_000; round++) {
                for (int i = 0; i <= round % capacity; i++) {
                    assertThat(mine.trySend(sent++)).isEqualTo(SENT);
                }
                arrived.addAll(drain(consumer));
            }
            assertThat(arrived).hasSize(sent).isSorted().doesNotHaveDuplicates();
        }

        @Test
        void poll_ofAnEmptyChannel_isPendingAndWokenOnceByTheNextItem() {
            assertThat(stream.poll(waker)).isEqualTo(PENDING);
            assertThat(waker.wakes()).isZero();
            fill(channel, 0, 3);
            assertThat(waker.wakes()).isEqualTo(1);
            assertThat(drain(stream)).containsExactly(0, 1, 2);
        }

        /** Rule 3 of PollableStream. */
        @Test
        void poll_withAnotherWaker_wakesThatOne() {
            CountingWaker later = new CountingWaker();
            stream.poll(waker);
            stream.poll(later);
            channel.trySend(1);
            assertThat(waker.wakes()).isZero();
            assertThat(later.wakes()).isEqualTo(1);
        }

        @Test
        void poll_thatFindsAnItem_leavesNoWakerBehind() {
            channel.trySend(1);
            stream.poll(waker);
            channel.trySend(2);
            assertThat(waker.wakes()).isZero();
        }

        /** Rule 2 of PollableStream. */
        @Test
        void poll_again_answersTheSameItemUntilItIsTaken() {
            fill(channel, 0, 2);
            assertThat(stream.poll(waker)).isEqualTo(ITEM);
            assertThat(stream.poll(waker)).isEqualTo(ITEM);
            assertThat(stream.take()).isZero();
            assertThat(stream.poll(waker)).isEqualTo(ITEM);
            assertThat(stream.take()).isEqualTo(1);
        }
    }

    /** S1. */
    @Nested
    class Room {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 100, 256})
        void trySend_takesTheCapacityAndNoMore(int capacity) {
            Channel<Integer> mine = Channel.bounded(capacity);
            fill(mine, 0, capacity);
            assertThat(mine.trySend(capacity)).isEqualTo(FULL);
            assertThat(drain(mine.stream())).hasSize(capacity);
        }

        @Test
        void bounded_withoutACapacity_holds256() {
            Channel<Integer> mine = Channel.bounded();
            fill(mine, 0, 256);
            assertThat(mine.trySend(256)).isEqualTo(FULL);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 4, 256})
        void room_ofAFullChannel_comesBackAtThreeQuarters(int capacity) {
            Channel<Integer> mine = Channel.bounded(capacity);
            PollableStream<Integer> consumer = mine.stream();
            int batch = capacity - capacity / 4;
            fill(mine, 0, capacity);
            for (int taken = 0; taken < batch; taken++) {
                assertThat(mine.trySend(-1)).as("after %s of %s", taken, capacity).isEqualTo(FULL);
                consumer.poll(waker);
                consumer.take();
            }
            fill(mine, 0, batch);
            assertThat(mine.trySend(-1)).isEqualTo(FULL);
        }

        @Test
        void room_ofAChannelThatWasFoundEmpty_isAllThere() {
            fill(channel, 0, 1);
            assertThat(drain(stream)).hasSize(1);
            fill(channel, 0, 4);
            assertThat(channel.trySend(4)).isEqualTo(FULL);
        }
    }

    @Nested
    class Sending {

        @Test
        void send_whenThereIsRoom_hasEnded() {
            assertThat(channel.send(1).peek()).isEqualTo(Poll.ready(null));
            assertThat(drain(stream)).containsExactly(1);
        }

        @Test
        void send_whenFull_waitsUntilTheConsumerGivesRoomBack() {
            fill(channel, 0, 4);
            Task<Void> waiting = channel.send(4);
            CountingWaker producer = new CountingWaker();
            assertThat(waiting.poll(producer).isReady()).isFalse();
            for (int taken = 0; taken < 3; taken++) {
                assertThat(producer.wakes()).isZero();
                stream.poll(waker);
                assertThat(stream.take()).isEqualTo(taken);
            }
            assertThat(producer.wakes()).isEqualTo(1);
            assertThat(waiting.peek()).isEqualTo(Poll.ready(null));
            assertThat(drain(stream)).containsExactly(3, 4);
        }

        @Test
        void sends_thatWait_areServedInOrderAndNotOvertaken() {
            fill(channel, 0, 4);
            List<Task<Void>> waiting = new ArrayList<>();
            for (int item = 4; item < 10; item++) {
                waiting.add(channel.send(item));
            }
            List<Integer> arrived = new ArrayList<>();
            for (int taken = 0; taken < 3; taken++) {
                stream.poll(waker);
                arrived.add(stream.take());
            }
            assertThat(waiting).extracting(Task::isDone).containsExactly(true, true, true, false, false, false);
            assertThat(channel.trySend(-1)).as("others wait, and it must not get ahead of them").isEqualTo(FULL);
            waiting.add(channel.send(10));
            arrived.addAll(drain(stream));
            assertThat(arrived).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            assertThat(waiting).allMatch(Task::isDone);
            fill(channel, 0, 4);
        }

        @Test
        void send_thatIsCancelledWhileItWaits_discardsItsItemAndLetsTheNextThrough() {
            fill(channel, 0, 4);
            Task<Void> first = channel.send(4);
            Task<Void> second = channel.send(5);
            assertThat(first.cancel(failure)).isTrue();
            assertThat(first.peek()).isEqualTo(Poll.cancelled(failure));
            assertThat(hooks.discarded()).containsExactly(4);
            assertThat(drain(stream)).containsExactly(0, 1, 2, 3, 5);
            assertThat(second.resultNow()).isNull();
        }

        @Test
        void send_thatIsCancelledWhenItWasServed_isDeliveredAllTheSame() {
            fill(channel, 0, 4);
            Task<Void> waiting = channel.send(4);
            assertThat(drain(stream)).containsExactly(0, 1, 2, 3, 4);
            assertThat(waiting.cancel()).isFalse();
            assertThat(hooks.discarded()).isEmpty();
        }

        /** L18; the producer is code of a user that runs on the consumer's thread. */
        @Test
        void take_whoseRoomWakesAProducerThatThrows_reportsThatAndGivesTheItem() {
            fill(channel, 0, 4);
            channel.send(4).poll(() -> {
                throw failure;
            });
            assertThat(drain(stream)).containsExactly(0, 1, 2, 3, 4);
            assertThat(hooks.late()).containsExactly(failure);
        }

        /** User code runs when the channel is done with the call, so it may call the channel. */
        @Test
        void producer_thatIsWokenByATake_mayUseChannelAndStream() {
            fill(channel, 0, 4);
            List<Object> seen = new ArrayList<>();
            channel.send(4).poll(() -> {
                seen.add(channel.trySend(5));
                seen.add(stream.poll(Waker.NOOP));
            });
            stream.poll(waker);
            stream.take();
            stream.poll(waker);
            stream.take();
            stream.poll(waker);
            assertThat(stream.take()).isEqualTo(2);
            assertThat(seen).containsExactly(SENT, ITEM);
            assertThat(drain(stream)).containsExactly(3, 4, 5);
        }

        /** L18. */
        @Test
        void trySend_whoseConsumersWakerThrows_reportsThatAndHasSent() {
            stream.poll(() -> {
                throw failure;
            });
            assertThat(channel.trySend(1)).isEqualTo(SENT);
            assertThat(hooks.late()).containsExactly(failure);
            assertThat(drain(stream)).containsExactly(1);
        }

        /** L14. */
        @Test
        void channels_inALongCircle_needConstantStack() {
            int length = 100_000;
            List<Channel<Integer>> circle = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                circle.add(Channel.bounded(1));
            }
            for (int i = 0; i < length; i++) {
                PollableStream<Integer> from = circle.get(i).stream();
                Channel<Integer> to = i + 1 < length ? circle.get(i + 1) : channel;
                from.poll(() -> {
                    from.poll(Waker.NOOP);
                    to.trySend(from.take() + 1);
                });
            }
            circle.getFirst().trySend(0);
            assertThat(drain(stream)).containsExactly(length);
        }
    }

    /** L17. */
    @Nested
    class Misuse {

        @Test
        void stream_askedForTwice_isRefused() {
            assertThatThrownBy(channel::stream).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("one consumer").hasMessageContaining("handed out already");
        }

        @Test
        void take_withoutAnItem_isRefused() {
            assertThatThrownBy(stream::take).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("needs a poll that answered ITEM");
            channel.trySend(1);
            assertThatThrownBy(stream::take).isInstanceOf(IllegalStateException.class);
            stream.poll(waker);
            stream.take();
            assertThatThrownBy(stream::take).isInstanceOf(IllegalStateException.class);
            fill(channel, 0, 3);
            assertThat(drain(stream)).containsExactly(0, 1, 2);
        }

        @Test
        void end_beforeTheEnd_isRefused() {
            channel.trySend(1);
            channel.complete();
            assertThatThrownBy(stream::end).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("needs a poll that answered END");
            assertThat(drain(stream)).containsExactly(1);
            assertThat(stream.end()).isEqualTo(Poll.ready(null));
        }

        @Test
        void stream_afterDrop_refusesEveryCall() {
            stream.drop();
            assertThatThrownBy(() -> stream.poll(waker)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was dropped");
            assertThatThrownBy(stream::take).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(stream::end).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(stream::drop).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void nulls_areRefusedWithWhatWasExpected() {
            assertThatThrownBy(() -> channel.trySend(null)).isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("no null items");
            assertThatThrownBy(() -> channel.send(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> channel.fail(null)).isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("needs a cause");
            assertThatThrownBy(() -> stream.poll(null)).isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("needs a waker");
            assertThatThrownBy(() -> Channel.bounded(1, null)).isInstanceOf(NullPointerException.class);
            assertThat(channel.isClosed()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
        void capacity_outOfRange_isRefused(int capacity) {
            assertThatThrownBy(() -> Channel.bounded(capacity)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got " + capacity);
        }
    }

    @Test
    void toString_tellsHowFullItIsAndWhoWaits() {
        assertThat(channel).hasToString("channel (0 of 4 used, 0 sends waiting, open)");
        fill(channel, 0, 4);
        channel.send(4);
        channel.complete();
        assertThat(channel).hasToString("channel (4 of 4 used, 1 sends waiting, ended)");
        assertThat(stream).hasToString("stream of " + channel);
        stream.drop();
        assertThat(channel).hasToString("channel (consumer gone)");
    }

    /** A producer that the machine stops between claiming its position and putting its item there. */
    @Nested
    class StoppedProducer {

        @Test
        void items_behindIt_waitAndComeInOrderWhenItGoesOn() {
            long position = channel.claim();
            channel.trySend(1);
            assertThat(stream.poll(waker)).isEqualTo(PENDING);
            channel.trySend(2);
            assertThat(channel.put(position, 0)).isEqualTo(SENT);
            assertThat(waker.wakes()).isEqualTo(1);
            assertThat(drain(stream)).containsExactly(0, 1, 2);
        }

        /** Woken by what lies behind, the consumer finds nothing, and must still be told in the end. */
        @Test
        void consumer_thatIsWokenByAnItemBehindIt_isWokenAgain() {
            stream.poll(waker);
            long position = channel.claim();
            channel.trySend(1);
            assertThat(waker.wakes()).isEqualTo(1);
            assertThat(stream.poll(waker)).isEqualTo(PENDING);
            channel.put(position, 0);
            assertThat(waker.wakes()).isEqualTo(2);
            assertThat(drain(stream)).containsExactly(0, 1);
        }

        /** S2: it had sent before the end. */
        @Test
        void complete_comesAfterItsItem() {
            long position = channel.claim();
            channel.complete();
            assertThat(stream.poll(waker)).isEqualTo(PENDING);
            channel.put(position, 0);
            assertThat(waker.wakes()).isEqualTo(1);
            assertThat(drain(stream)).containsExactly(0);
            assertThat(stream.poll(waker)).isEqualTo(END);
        }

        @Test
        void room_isGivenToThoseWhoWaitThoughItsSlotIsEmpty() {
            channel.trySend(0);
            long position = channel.claim();
            fill(channel, 2, 4);
            Task<Void> waiting = channel.send(4);
            stream.poll(waker);
            stream.take();
            assertThat(stream.poll(waker)).isEqualTo(PENDING);
            assertThat(waiting.isDone()).isTrue();
            channel.put(position, 1);
            assertThat(drain(stream)).containsExactly(1, 2, 3, 4);
        }

        /** L9: nobody else knows of its item. */
        @Test
        void drop_leavesItsItemToIt() {
            long position = channel.claim();
            channel.trySend(1);
            stream.drop();
            assertThat(hooks.discarded()).containsExactly(1);
            assertThat(channel.put(position, 0)).isEqualTo(CLOSED);
            assertThat(hooks.discarded()).containsExactly(1);
        }
    }
}
