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
 * request × cancel: the item goes to the subscriber or is discarded with the stream, once; the stream is dropped once, and in
 * no call to it (S3, L7, L9).
 */
public final class DrainRequestCancel {

    private DrainRequestCancel() {
    }

    @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "delivered or discarded")
    @Outcome(expect = FORBIDDEN, desc = "the item is lost or in two hands, the stream was dropped twice or never, or two threads were inside")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Stock stream = new Stock();
        private final Seen seen = new Seen();
        private final Out out;

        Scenario(Flaw flaw, Via via) {
            stream.put(item);
            out = Out.of(flaw, via, stream, seen);
        }

        void requester() {
            out.request(1);
        }

        void canceller() {
            out.cancel();
        }

        void judge(III_Result r) {
            r.r1 = seen.items() + item.discarded();
            r.r2 = stream.drops();
            r.r3 = stream.overlapped();
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class Kept extends Scenario {
        public Kept() {
            super(Flaw.NONE, Via.REACTOR);
        }

        @Override
        @Actor
        public void requester() {
            super.requester();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
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
    public static class KeptRxJava extends Scenario {
        public KeptRxJava() {
            super(Flaw.NONE, Via.RXJAVA);
        }

        @Override
        @Actor
        public void requester() {
            super.requester();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
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
    public static class KeptFlow extends Scenario {
        public KeptFlow() {
            super(Flaw.NONE, Via.FLOW);
        }

        @Override
        @Actor
        public void requester() {
            super.requester();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
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
    public static class BrokenWork extends Scenario {
        public BrokenWork() {
            super(Flaw.WORK_TORN, Via.REACTOR);
        }

        @Override
        @Actor
        public void requester() {
            super.requester();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
