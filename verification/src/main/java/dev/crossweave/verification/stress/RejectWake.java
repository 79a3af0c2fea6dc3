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
 * rejected wake × wake: one of them finds the task idle, so there is one rejection, which is the outcome; the other is
 * answered by the end (L18).
 */
public final class RejectWake {

    private RejectWake() {
    }

    @Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "the rejection fails the task, once")
    @Outcome(expect = FORBIDDEN, desc = "rejected twice, stranded, or brought back")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Rejection rejection = Lost.rejection();
        private final Job job = Job.pending();
        private final Subject task;

        Scenario(Flaw flaw) {
            task = Subjects.idleAndRejected(flaw, job, rejection);
        }

        void one() {
            task.wake();
        }

        void other() {
            task.wake();
        }

        void judge(III_Result r) {
            r.r1 = Lost.kind(task.peek());
            r.r2 = job.drops;
            r.r3 = rejection.reported();
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
