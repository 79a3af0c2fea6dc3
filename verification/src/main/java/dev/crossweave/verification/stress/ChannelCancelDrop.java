package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** cancel of a send that waits × drop: both let go of the send, and its item is discarded once (L9). */
public final class ChannelCancelDrop {

    private ChannelCancelDrop() {
    }

    @Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "discarded once, and cancelled")
    @Outcome(expect = FORBIDDEN, desc = "discarded twice, or never")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Pipe pipe;
        private final Pipe.Send send;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
            pipe.trySend(Lost.value());
            send = pipe.send(item);
        }

        void canceller() {
            send.cancel();
        }

        void consumer() {
            pipe.drop();
        }

        void judge(II_Result r) {
            r.r1 = item.discarded();
            r.r2 = send.kind();
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
        public void canceller() {
            super.canceller();
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
    public static class BrokenWithdraw extends Scenario {
        public BrokenWithdraw() {
            super(Flaw.WITHDRAW_TORN);
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
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
