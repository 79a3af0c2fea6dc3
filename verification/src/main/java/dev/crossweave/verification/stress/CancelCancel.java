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

/** cancel × cancel: both are told yes, and the task is scheduled once for its drop (L7). */
public final class CancelCancel {

    private CancelCancel() {
    }

    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "both yes, one right to drop")
    @Outcome(expect = FORBIDDEN, desc = "scheduled twice, or never, for one drop")
    static final class Law {
    }

    abstract static class Scenario {
        private final Rights rights = new Rights();
        private final Subject task;
        private boolean one;
        private boolean other;

        Scenario(Flaw flaw) {
            task = Subjects.idle(flaw, Job.pending(), rights);
        }

        void one() {
            one = task.cancel();
        }

        void other() {
            other = task.cancel();
        }

        void judge(III_Result r) {
            r.r1 = one ? 1 : 0;
            r.r2 = other ? 1 : 0;
            r.r3 = rights.count();
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenCancel extends Scenario {
        public BrokenCancel() {
            super(Flaw.CANCEL_TORN);
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
