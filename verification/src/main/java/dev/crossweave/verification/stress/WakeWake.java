package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * wake × wake: two wakes before a poll make one poll (L11). The compare-and-set that sets SCHEDULED succeeds for one of them.
 */
public final class WakeWake {

    private WakeWake() {
    }

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "scheduled once")
    @Outcome(expect = FORBIDDEN, desc = "the right to poll exists twice, or never")
    static final class Law {
    }

    abstract static class Scenario {
        private final Rights rights = new Rights();
        private final Subject task;

        Scenario(Flaw flaw) {
            task = Subjects.idle(flaw, Job.pending(), rights);
        }

        void one() {
            task.wake();
        }

        void other() {
            task.wake();
        }

        void judge(I_Result r) {
            r.r1 = rights.count();
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
        public void judge(I_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenWake extends Scenario {
        public BrokenWake() {
            super(Flaw.WAKE_TORN);
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
        public void judge(I_Result r) {
            super.judge(r);
        }
    }
}
