package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.Channel;
import dev.crossweave.Waker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * trySend × take in a full channel: room that is given back is room: an item that finds it arrives (S1, S2).
 *
 * <p>The consumer empties the slot and then writes the limit, which is volatile; the producer reads the limit and then
 * fills the slot.
 */
public final class ChannelSendTake {

    private ChannelSendTake() {
    }

    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "room again: sent, and delivered")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "still full")
    @Outcome(expect = FORBIDDEN, desc = "the item was overwritten by the emptying of its slot")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Pipe pipe;
        private Channel.Sent sent;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
            pipe.trySend(Lost.value());
            pipe.poll(Waker.NOOP);
        }

        void sender() {
            sent = pipe.trySend(item);
        }

        void consumer() {
            pipe.take();
        }

        void judge(II_Result r) {
            r.r1 = sent.ordinal();
            pipe.drain();
            r.r2 = item.delivered;
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class Kept extends Scenario {
        public Kept() {
            super(Flaw.NONE);
        }

        @Override
        @Actor
        public void sender() {
            super.sender();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenLimit extends Scenario {
        public BrokenLimit() {
            super(Flaw.LIMIT_EARLY);
        }

        @Override
        @Actor
        public void sender() {
            super.sender();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
