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
 * request × request: both count, and their items come one after the other (§1.3, §2.7 or not).
 */
public final class DrainRequestRequest {

    private DrainRequestRequest() {
    }

    @Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "both")
    @Outcome(expect = FORBIDDEN, desc = "a request is lost, or two threads were inside")
    static final class Law {
    }

    abstract static class Scenario {
        private final Stock stream = new Stock();
        private final Seen seen = new Seen();
        private final Out out;

        Scenario(Flaw flaw, Via via) {
            stream.put(Lost.value());
            stream.put(Lost.value());
            out = Out.of(flaw, via, stream, seen);
        }

        void one() {
            out.request(1);
        }

        void other() {
            out.request(1);
        }

        void judge(III_Result r) {
            r.r1 = seen.items();
            r.r2 = stream.overlapped();
            r.r3 = seen.overlapped();
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
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
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
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
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
    public static class BrokenDemand extends Scenario {
        public BrokenDemand() {
            super(Flaw.DEMAND_TORN, Via.REACTOR);
        }

        @Override
        @Actor
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
