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

/** discard × run: both need the right to poll, so one of them is refused (R1). */
public final class DiscardRun {

    private DiscardRun() {
    }

    @Outcome(id = "1, 0, 1, 0", expect = ACCEPTABLE, desc = "polled, the discard refused")
    @Outcome(id = "0, 1, 0, 1", expect = ACCEPTABLE, desc = "dropped, the run refused")
    @Outcome(expect = FORBIDDEN, desc = "one right was used twice")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job job = Job.pending();
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
            r.r3 = job.polls;
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
