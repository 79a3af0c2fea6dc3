package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.Channel;
import dev.crossweave.Poll;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * end × trySend: an item that was sent arrives before the end, one that was refused never (S2). The position is
 * claimed and the channel closed in one word.
 */
public final class ChannelEndSend {

    private ChannelEndSend() {
    }

    @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "sent, delivered, and then the end")
    @Outcome(id = "2, 0, 2", expect = ACCEPTABLE, desc = "refused")
    @Outcome(expect = FORBIDDEN, desc = "the item or the end is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Pipe pipe;
        private Channel.Sent sent;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
        }

        void producer() {
            pipe.end(Poll.ready(null));
        }

        void sender() {
            sent = pipe.trySend(item);
        }

        void judge(III_Result r) {
            r.r1 = sent.ordinal();
            r.r3 = pipe.drain().ordinal();
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
        public void producer() {
            super.producer();
        }

        @Override
        @Actor
        public void sender() {
            super.sender();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenClose extends Scenario {
        public BrokenClose() {
            super(Flaw.CLOSE_TAIL_TORN);
        }

        @Override
        @Actor
        public void producer() {
            super.producer();
        }

        @Override
        @Actor
        public void sender() {
            super.sender();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
