package dev.crossweave;

import static dev.crossweave.Channel.Sent.FULL;
import static dev.crossweave.Channel.Sent.SENT;
import static dev.crossweave.PollableStream.Next.END;
import static dev.crossweave.PollableStream.Next.ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two things that happen to a channel at the same moment, many times; how the two ended up is checked after each. */
class ChannelLockstepTest {

    private static final String THE_ITEM = "the item";

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    /** L9: a waiting send is taken back while the consumer serves it. */
    @Test
    void cancel_ofASendThatIsBeingServed_leavesItsItemInOnePlace() {
        AtomicInteger delivered = new AtomicInteger();
        int rounds = 20_000;
        Lockstep.run(rounds, () -> new Lockstep.Round() {
            private final Channel<String> channel = Channel.bounded(1);
            private final PollableStream<String> stream = channel.stream();
            private final Task<Void> send;
            {
                channel.trySend("first");
                send = channel.send(THE_ITEM);
                stream.poll(Waker.NOOP);
            }

            @Override
            public void one() {
                stream.take();
            }

            @Override
            public void other() {
                send.cancel();
            }

            @Override
            public void check() {
                assertThat(send.isDone()).isTrue();
                if (stream.poll(Waker.NOOP) == ITEM) {
                    delivered.incrementAndGet();
                    assertThat(stream.take()).isSameAs(THE_ITEM);
                    assertThat(hooks.discarded()).isEmpty();
                } else {
                    assertThat(send.isCancelled()).isTrue();
                    assertThat(hooks.discarded()).containsExactly(THE_ITEM);
                }
                hooks.reset();
            }
        });
        assertThat(delivered).as("rounds in which it was served").hasPositiveValue();
    }

    /** S2: what was sent before the end arrives before it; and the consumer is told of the end, wherever it is. */
    @Test
    void complete_whileOthersSend_endsAfterEachItemThatWasSent() {
        Lockstep.run(20_000, () -> new Lockstep.Round() {
            private final Channel<String> channel = Channel.bounded(4);
            private final PollableStream<String> stream = channel.stream();
            private final CountingWaker waker = new CountingWaker();
            private int sent;
            {
                stream.poll(waker);
            }

            @Override
            public void one() {
                while (channel.trySend(THE_ITEM) == SENT) {
                    sent++;
                }
            }

            @Override
            public void other() {
                channel.complete();
            }

            @Override
            public void check() {
                assertThat(waker.wakes()).isEqualTo(1);
                for (int arrived = 0; arrived < sent; arrived++) {
                    assertThat(stream.poll(waker)).isEqualTo(ITEM);
                    stream.take();
                }
                assertThat(stream.poll(waker)).isEqualTo(END);
            }
        });
    }

    /** L8: of several ends one counts, and the failure that doesn't is reported. */
    @Test
    void ends_atOnce_oneCounts() {
        Lockstep.run(20_000, () -> new Lockstep.Round() {
            private final RuntimeException first = new RuntimeException("first");
            private final RuntimeException second = new RuntimeException("second");
            private final Channel<String> channel = Channel.bounded(1);

            @Override
            public void one() {
                channel.fail(first);
            }

            @Override
            public void other() {
                channel.fail(second);
            }

            @Override
            public void check() {
                PollableStream<String> stream = channel.stream();
                assertThat(stream.poll(Waker.NOOP)).isEqualTo(END);
                Throwable seen = ((Outcome.Failure<Void>) stream.end()).cause();
                assertThat(hooks.late()).containsExactly(seen == first ? second : first);
                hooks.reset();
            }
        });
    }

    /**
     * L9: the producer and the consumer who goes each see that the other may not have seen the item. The fillers keep
     * the consumer busy for a while between its mark and the slot, so that rounds differ in who comes first.
     */
    @Test
    void drop_whileAnItemIsPut_leavesItToOneOfThem() {
        AtomicInteger count = new AtomicInteger();
        Lockstep.run(60_000, () -> new Lockstep.Round() {
            private final int fillers = count.getAndIncrement() % 8;
            private final Channel<String> channel = Channel.bounded(8);
            private final PollableStream<String> stream = channel.stream();
            private final long position;
            private Channel.Sent sent = FULL;
            {
                for (int i = 0; i < fillers; i++) {
                    channel.trySend("filler " + i);
                }
                position = channel.claim();
            }

            @Override
            public void one() {
                sent = channel.put(position, THE_ITEM);
            }

            @Override
            public void other() {
                stream.drop();
            }

            @Override
            public void check() {
                assertThat(hooks.discarded()).hasSize(fillers + (sent == SENT ? 1 : 0));
                hooks.reset();
            }
        });
    }

    /** Whoever finds the channel full and whoever gives room back each see that the other may have missed it. */
    @Test
    void send_whileRoomIsGivenBack_isServed() {
        Lockstep.run(30_000, () -> new Lockstep.Round() {
            private final Channel<String> channel = Channel.bounded(1);
            private final PollableStream<String> stream = channel.stream();
            private Task<Void> send = Tasks.cancelled(null);
            {
                channel.trySend("first");
                stream.poll(Waker.NOOP);
            }

            @Override
            public void one() {
                send = channel.send(THE_ITEM);
            }

            @Override
            public void other() {
                stream.take();
            }

            @Override
            public void check() {
                assertThat(send.peek()).isEqualTo(Poll.ready(null));
                assertThat(stream.poll(Waker.NOOP)).isEqualTo(ITEM);
                assertThat(stream.take()).isSameAs(THE_ITEM);
            }
        });
    }
}
