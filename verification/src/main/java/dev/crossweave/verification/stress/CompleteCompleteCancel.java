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
 * complete × complete × cancel: one of the three decides; each value is the outcome or discarded, once (R1, R5, L9).
 */
public final class CompleteCompleteCancel {

    private CompleteCompleteCancel() {
    }

    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "one value is the outcome, the other discarded")
    @Outcome(id = "3, 0, 2", expect = ACCEPTABLE, desc = "cancelled, both discarded")
    @Outcome(expect = FORBIDDEN, desc = "a value is lost or kept twice")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value first = Lost.value();
        private final Lost.Value second = Lost.value();
        private final Outside task;
        private boolean one;
        private boolean other;

        Scenario(Flaw flaw) {
            task = Outside.of(flaw, new Outside.Source());
            task.start();
        }

        void one() {
            one = task.complete(first);
        }

        void other() {
            other = task.complete(second);
        }

        void canceller() {
            task.cancel();
        }

        void judge(III_Result r) {
            r.r1 = Lost.kind(task.peek());
            r.r2 = (one ? 1 : 0) + (other ? 1 : 0);
            r.r3 = first.discarded() + second.discarded();
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
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
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
    public static class BrokenClaim extends Scenario {
        public BrokenClaim() {
            super(Flaw.CLAIM_TORN);
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
