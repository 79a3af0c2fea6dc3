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
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * cancel of a send that waits × take × trySend: the item of the send is delivered or discarded, once, and the other
 * item finds the room that neither the send nor anybody else has taken (S1, L9).
 */
public final class ChannelCancelTakeSend {

    private ChannelCancelTakeSend() {
    }

    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "one in one place; the other sent, and delivered")
    @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "one in one place; the other refused")
    @Outcome(expect = FORBIDDEN, desc = "an item is lost, or in two hands")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value waiting = Lost.value();
        private final Lost.Value item = Lost.value();
        private final Pipe pipe;
        private final Pipe.Send send;
        private Channel.Sent sent;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
            pipe.trySend(Lost.value());
            pipe.poll(Waker.NOOP);
            send = pipe.send(waiting);
        }

        void canceller() {
            send.cancel();
        }

        void consumer() {
            pipe.take();
        }

        void sender() {
            sent = pipe.trySend(item);
        }

        void judge(III_Result r) {
            pipe.drain();
            r.r1 = waiting.delivered + waiting.discarded();
            r.r2 = sent.ordinal();
            r.r3 = item.delivered;
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
    public static class BrokenLimit extends Scenario {
        public BrokenLimit() {
            super(Flaw.LIMIT_EARLY);
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
