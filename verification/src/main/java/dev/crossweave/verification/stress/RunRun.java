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

/** run × run: the right to poll exists once, so one of two runs is refused (R1). */
public final class RunRun {

    private RunRun() {
    }

    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one poll, one refusal")
    @Outcome(expect = FORBIDDEN, desc = "polled twice on one right")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job job = Job.pending();
        private final Subject task;
        private boolean oneRan;
        private boolean otherRan;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, new Rights());
        }

        void one() {
            oneRan = task.run();
        }

        void other() {
            otherRan = task.run();
        }

        void judge(II_Result r) {
            r.r1 = (oneRan ? 1 : 0) + (otherRan ? 1 : 0);
            r.r2 = job.polls;
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
        public void judge(II_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenRun extends Scenario {
        public BrokenRun() {
            super(Flaw.RUN_TORN);
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
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
