package dev.crossweave.verification.stress;

import dev.crossweave.Channel;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream.Next;
import dev.crossweave.Waker;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A channel with room for one item as Lincheck drives it: every thread sends, waits, cancels and ends, one at a time receives
 * or goes. In the end each item that the channel took was delivered or discarded, once, and those of one thread in order (S2,
 * L9); no send waits; and a consumer that found nothing was woken if something is there by now (L11).
 *
 * <p>The operations answer nothing: a producer that has its position and has not put the item there yet holds up what others
 * sent after it, so that what a receiver finds says nothing about the order of the sends.
 */
public abstract class ChannelModel {

    private static final int THREADS = 3;

    private static final class Sending {
        private final Lost.Value item = Lost.value();
        private Channel.Sent sent = Channel.Sent.SENT;
        private Pipe.Send send;

        boolean kept() {
            return sent == Channel.Sent.SENT;
        }
    }

    private final Pipe pipe;
    private final List<List<Sending>> sendings = new ArrayList<>();
    private final List<Lost.Value> arrived = new ArrayList<>();
    private Told waiting;
    private boolean dropped;

    ChannelModel(Flaw flaw) {
        pipe = Pipe.of(flaw, 1);
        for (int i = 0; i < THREADS; i++) {
            sendings.add(new ArrayList<>());
        }
    }

    private Sending next(int thread) {
        Sending sending = new Sending();
        sendings.get(thread % THREADS).add(sending);
        return sending;
    }

    @Operation
    public void trySend(@Param(gen = ThreadIdGen.class) int thread) {
        Sending sending = next(thread);
        sending.sent = pipe.trySend(sending.item);
    }

    @Operation
    public void send(@Param(gen = ThreadIdGen.class) int thread) {
        Sending sending = next(thread);
        sending.send = pipe.send(sending.item);
    }

    /** Cancels the thread's newest send, if that may have waited. */
    @Operation
    public void cancel(@Param(gen = ThreadIdGen.class) int thread) {
        List<Sending> own = sendings.get(thread % THREADS);
        if (!own.isEmpty() && own.getLast().send != null) {
            own.getLast().send.cancel();
        }
    }

    @Operation
    public void complete() {
        pipe.end(Poll.ready(null));
    }

    @Operation(nonParallelGroup = "consumer")
    public void receive() {
        if (!dropped) {
            Told consumer = new Told();
            Next next = pipe.poll(consumer);
            waiting = next == Next.PENDING ? consumer : null;
            if (next == Next.ITEM) {
                take();
            }
        }
    }

    @Operation(nonParallelGroup = "consumer")
    public void drop() {
        if (!dropped) {
            dropped = true;
            pipe.drop();
        }
    }

    private void take() {
        Lost.Value item = pipe.take();
        item.delivered++;
        arrived.add(item);
    }

    @Validate
    public void eachItemIsInOnePlace() {
        if (!dropped) {
            Told consumer = waiting;
            while (pipe.poll(Waker.NOOP) == Next.ITEM) {
                expect(consumer == null || consumer.times() == 1, "the consumer was not woken for an item");
                take();
            }
        }
        for (List<Sending> own : sendings) {
            int before = -1;
            for (Sending sending : own) {
                int places = sending.item.delivered + sending.item.discarded();
                expect(places == (sending.kept() ? 1 : 0), "an item that was " + sending.sent + " is in " + places);
                expect(sending.send == null || sending.send.kind() != 0, "a send waits for ever");
                int at = arrived.indexOf(sending.item);
                expect(at < 0 || at > before, "two items of one thread changed places");
                before = Math.max(at, before);
            }
        }
    }

    private static void expect(boolean kept, String otherwise) {
        if (!kept) {
            throw new IllegalStateException(otherwise);
        }
    }

    public static class Kept extends ChannelModel {
        public Kept() {
            super(Flaw.NONE);
        }
    }

    public static class BrokenWait extends ChannelModel {
        public BrokenWait() {
            super(Flaw.WAIT_UNCHECKED);
        }
    }

    public static class BrokenMark extends ChannelModel {
        public BrokenMark() {
            super(Flaw.MARK_LATE);
        }
    }

    public static class BrokenWithdraw extends ChannelModel {
        public BrokenWithdraw() {
            super(Flaw.WITHDRAW_TORN);
        }
    }

    public static class BrokenGone extends ChannelModel {
        public BrokenGone() {
            super(Flaw.GONE_LATE);
        }
    }
}
