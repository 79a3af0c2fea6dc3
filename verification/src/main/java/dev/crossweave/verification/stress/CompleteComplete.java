package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * complete × complete: one value is the outcome, the other is discarded exactly once (L9). The claim is one compare-and-set (R1).
 */
public final class CompleteComplete {

    private CompleteComplete() {
    }

    @Outcome(id = "1, 0, 0, 1", expect = ACCEPTABLE, desc = "the one came first")
    @Outcome(id = "0, 1, 1, 0", expect = ACCEPTABLE, desc = "the other came first")
    @Outcome(expect = FORBIDDEN, desc = "two outcomes, none, or a value is lost")
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
        }

        void one() {
            one = task.complete(first);
        }

        void other() {
            other = task.complete(second);
        }

        void judge(IIII_Result r) {
            r.r1 = one ? 1 : 0;
            r.r2 = other ? 1 : 0;
            r.r3 = first.discarded();
            r.r4 = second.discarded();
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
        @Arbiter
        public void judge(IIII_Result r) {
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
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
