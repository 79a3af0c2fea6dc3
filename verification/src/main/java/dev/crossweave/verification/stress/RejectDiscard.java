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
 * rejected wake × discard: a schedule that hands the right to a queue that gives it up, and throws all the same. One
 * of the two has the right (L18, R1).
 */
public final class RejectDiscard {

    private RejectDiscard() {
    }

    @Outcome(id = "0, 2, 1, 0", expect = ACCEPTABLE, desc = "taken back: the rejection fails the task, the discard was refused")
    @Outcome(id = "1, 3, 1, 1", expect = ACCEPTABLE, desc = "discarded: the rejection is reported, once")
    @Outcome(expect = FORBIDDEN, desc = "dropped twice, or the rejection is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Rejection rejection = Lost.rejection();
        private final Job job = Job.pending();
        private final Subject task;
        private volatile boolean handedOn;
        private boolean discarded;

        Scenario(Flaw flaw) {
            task = Subjects.idleAndRejected(flaw, job, rejection, () -> handedOn = true);
        }

        void waker() {
            task.wake();
        }

        void discarder() {
            while (!handedOn) {
                Thread.onSpinWait();
            }
            discarded = task.discard();
        }

        void judge(IIII_Result r) {
            r.r1 = discarded ? 1 : 0;
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
        public void waker() {
            super.waker();
        }

        @Override
        @Actor
        public void discarder() {
            super.discarder();
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
        public void waker() {
            super.waker();
        }

        @Override
        @Actor
        public void discarder() {
            super.discarder();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
