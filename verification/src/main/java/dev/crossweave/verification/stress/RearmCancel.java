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
 * re-arm × cancel of the life before: a handle of an earlier life can't disturb a later one. The life is part of the word, so
 * the compare-and-set of the cancel fails when it has changed; and the reason, which is kept before, counts for its life only.
 */
public final class RearmCancel {

    private RearmCancel() {
    }

    @Outcome(id = "0, 0, 3, 0", expect = ACCEPTABLE, desc = "too late for the life that was meant; the new life is untouched")
    @Outcome(expect = FORBIDDEN, desc = "an earlier life disturbed a later one")
    static final class Law {
    }

    abstract static class Scenario {
        private final Rights rights = new Rights();
        private final Lives task;
        private boolean cancelled;

        Scenario(Flaw flaw) {
            task = Lives.of(flaw, rights);
        }

        void rearmer() {
            task.rearm();
        }

        void canceller() {
            cancelled = task.staleCancel();
        }

        void judge(IIII_Result r) {
            r.r1 = cancelled ? 1 : 0;
            r.r2 = rights.count() + task.disturbed();
            task.cancelAndDrop();
            r.r3 = task.kind();
            r.r4 = task.hasReason() ? 1 : 0;
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
        public void canceller() {
            super.canceller();
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
        public void canceller() {
            super.canceller();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
