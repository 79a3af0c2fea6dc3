package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * trySend × drop: an item that the channel took is discarded once; one that it refused is still the sender's (S3, L9).
 *
 * <p>The consumer marks that it has gone and then empties the slots; the producer fills the slot and then reads the
 * mark; all four are volatile. When they see each other, the slot's own atomic decides who has the item.
 */
public final class ChannelSendDrop {

    private ChannelSendDrop() {
    }

    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "sent, and discarded")
    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "refused")
    @Outcome(expect = FORBIDDEN, desc = "the item is lost, or in two hands")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Pipe pipe;
        private Channel.Sent sent;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
        }

        void sender() {
            sent = pipe.trySend(item);
        }

        void consumer() {
            pipe.drop();
        }

        void judge(II_Result r) {
            r.r1 = sent.ordinal();
            r.r2 = item.discarded();
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
    public static class BrokenGone extends Scenario {
        public BrokenGone() {
            super(Flaw.GONE_LATE);
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
    public static class BrokenSlot extends Scenario {
        public BrokenSlot() {
            super(Flaw.SLOT_TORN);
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
