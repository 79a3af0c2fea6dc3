package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * send that waits × drop: whether the send is taken in or finds the channel closed, its item is discarded once and it
 * ends as cancelled (S3, L9).
 */
public final class ChannelWaitDrop {

    private ChannelWaitDrop() {
    }

    @Outcome(id = "3, 1, 1", expect = ACCEPTABLE, desc = "cancelled; both items discarded, once")
    @Outcome(expect = FORBIDDEN, desc = "the send waits for ever, or an item is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value before = Lost.value();
        private final Lost.Value item = Lost.value();
        private final Pipe pipe;
        private Pipe.Send send;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
            pipe.trySend(before);
        }

        void sender() {
            send = pipe.send(item);
        }

        void consumer() {
            pipe.drop();
        }

        void judge(III_Result r) {
            r.r1 = send.kind();
            r.r2 = item.discarded();
            r.r3 = before.discarded();
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenWait extends Scenario {
        public BrokenWait() {
            super(Flaw.WAIT_UNCHECKED);
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
