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

/**
 * re-arm × poll of the life before: a handle of an earlier life doesn't start a later one (L3). What starts a life names it, and
 * the life is part of the word.
 */
public final class RearmPoll {

    private RearmPoll() {
    }

    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the new life is not started")
    @Outcome(expect = FORBIDDEN, desc = "a handle of an earlier life started a later one")
    static final class Law {
    }

    abstract static class Scenario {
        private final Rights rights = new Rights();
        private final Lives task;

        Scenario(Flaw flaw) {
            task = Lives.of(flaw, rights);
        }

        void rearmer() {
            task.rearm();
        }

        void awaiter() {
            task.stalePoll();
        }

        void judge(II_Result r) {
            r.r1 = task.life();
            r.r2 = rights.count();
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
        public void rearmer() {
            super.rearmer();
        }

        @Override
        @Actor
        public void awaiter() {
            super.awaiter();
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
    public static class BrokenLife extends Scenario {
        public BrokenLife() {
            super(Flaw.LIFE_TORN);
        }

        @Override
        @Actor
        public void rearmer() {
            super.rearmer();
        }

        @Override
        @Actor
        public void awaiter() {
            super.awaiter();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
