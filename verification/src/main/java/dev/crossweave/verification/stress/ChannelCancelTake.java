package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.Waker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * cancel of a send that waits × take: the item is discarded, or it has gone into the channel meanwhile and is
 * delivered; once (L9).
 */
public final class ChannelCancelTake {

    private ChannelCancelTake() {
    }

    @Outcome(id = "1, 0, [13]", expect = ACCEPTABLE, desc = "delivered; whether the send is seen to have ended or cancelled is a matter of who came first")
    @Outcome(id = "0, 1, 3", expect = ACCEPTABLE, desc = "discarded, and cancelled")
    @Outcome(expect = FORBIDDEN, desc = "the item is lost, or in two hands")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Pipe pipe;
        private final Pipe.Send send;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
            pipe.trySend(Lost.value());
            pipe.poll(Waker.NOOP);
            send = pipe.send(item);
        }

        void canceller() {
            send.cancel();
        }

        void consumer() {
            pipe.take();
        }

        void judge(III_Result r) {
            pipe.drain();
            r.r1 = item.delivered;
            r.r2 = item.discarded();
            r.r3 = send.kind();
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
        public void judge(III_Result r) {
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
