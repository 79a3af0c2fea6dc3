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
 * re-arm × wake of the life before: a life that nobody has started isn't started by a waker that is left over (L3).
 */
public final class RearmWake {

    private RearmWake() {
    }

    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the new life is not started")
    @Outcome(expect = FORBIDDEN, desc = "a left-over waker started a life")
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

        void waker() {
            task.staleWake();
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
        public void waker() {
            super.waker();
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
    public static class BrokenWake extends Scenario {
        public BrokenWake() {
            super(Flaw.WAKE_STARTS);
        }

        @Override
        @Actor
        public void rearmer() {
            super.rearmer();
        }

        @Override
        @Actor
        public void waker() {
            super.waker();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
