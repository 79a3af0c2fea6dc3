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

/** discard × cancel: dropped once, ended as cancelled, and nothing is scheduled any more (L7). */
public final class DiscardCancel {

    private DiscardCancel() {
    }

    @Outcome(id = "1, 3, 0", expect = ACCEPTABLE, desc = "dropped once and cancelled")
    @Outcome(expect = FORBIDDEN, desc = "a cancel brought an ended task back, or the drop is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job job = Job.pending();
        private final Rights rights = new Rights();
        private final Subject task;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, rights);
        }

        void discarder() {
            task.discard();
        }

        void canceller() {
            task.cancel();
        }

        void judge(III_Result r) {
            r.r1 = job.drops;
            r.r2 = Lost.kind(task.peek());
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
        public void discarder() {
            super.discarder();
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

    /** A cancel that writes back a word from before the end. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenCancel extends Scenario {
        public BrokenCancel() {
            super(Flaw.CANCEL_TORN);
        }

        @Override
        @Actor
        public void discarder() {
            super.discarder();
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
