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
 * trySend × end × drop: the item is discarded once, or refused; the source is stopped unless it had ended (S3, L9).
 */
public final class ChannelSendEndDrop {

    private ChannelSendEndDrop() {
    }

    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "sent, discarded; ended or stopped")
    @Outcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "refused; ended or stopped")
    @Outcome(expect = FORBIDDEN, desc = "the item is lost or in two hands, or the end and the stop both took place")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Pipe pipe;
        private Channel.Sent sent;
        private boolean ended;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
        }

        void sender() {
            sent = pipe.trySend(item);
        }

        void producer() {
            ended = pipe.end(Poll.ready(null));
        }

        void consumer() {
            pipe.drop();
        }

        void judge(III_Result r) {
            r.r1 = sent.ordinal();
            r.r2 = item.discarded();
            r.r3 = pipe.stopped() + (ended ? 1 : 0);
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
        public void producer() {
            super.producer();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
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
        public void producer() {
            super.producer();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
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
    public static class BrokenEnd extends Scenario {
        public BrokenEnd() {
            super(Flaw.END_UNLOCKED);
        }

        @Override
        @Actor
        public void sender() {
            super.sender();
        }

        @Override
        @Actor
        public void producer() {
            super.producer();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
