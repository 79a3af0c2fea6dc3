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
 * rejected wake × wake × cancel: one rejection, which is the outcome, or, once cancel has answered true, is reported
 * (L18, L8).
 */
public final class RejectWakeCancel {

    private RejectWakeCancel() {
    }

    @Outcome(id = "0, 2, 1, 0", expect = ACCEPTABLE, desc = "the rejection fails the task")
    @Outcome(id = "1, 3, 1, 1", expect = ACCEPTABLE, desc = "cancelled: the rejection is a late error, once")
    @Outcome(expect = FORBIDDEN, desc = "stranded, or the rejection is lost (L18)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Rejection rejection = Lost.rejection();
        private final Job job = Job.pending();
        private final Subject task;
        private boolean cancelled;

        Scenario(Flaw flaw) {
            task = Subjects.idleAndRejected(flaw, job, rejection);
        }

        void one() {
            task.wake();
        }

        void other() {
            task.wake();
        }

        void canceller() {
            cancelled = task.cancel();
        }

        void judge(IIII_Result r) {
            r.r1 = cancelled ? 1 : 0;
            r.r2 = Lost.kind(task.peek());
            r.r3 = job.drops;
            r.r4 = rejection.reported();
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
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenReclaim extends Scenario {
        public BrokenReclaim() {
            super(Flaw.RECLAIM_TORN);
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
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
