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
 * discard × a run that ends: the task has the value or is cancelled, by whoever had the right; it is dropped once (R1,
 * L7).
 */
public final class DiscardEnd {

    private DiscardEnd() {
    }

    @Outcome(id = "1, 0, 1, 1", expect = ACCEPTABLE, desc = "the run ended it, the discard was refused")
    @Outcome(id = "0, 1, 3, 1", expect = ACCEPTABLE, desc = "discarded, the run was refused")
    @Outcome(expect = FORBIDDEN, desc = "ended twice, or neither had the right")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job job = Job.ready("value");
        private final Subject task;
        private boolean ran;
        private boolean discarded;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, new Rights());
        }

        void runner() {
            ran = task.run();
        }

        void discarder() {
            discarded = task.discard();
        }

        void judge(IIII_Result r) {
            r.r1 = ran ? 1 : 0;
            r.r2 = discarded ? 1 : 0;
            r.r3 = Lost.kind(task.peek());
            r.r4 = job.drops;
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
        public void runner() {
            super.runner();
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
        public void runner() {
            super.runner();
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
