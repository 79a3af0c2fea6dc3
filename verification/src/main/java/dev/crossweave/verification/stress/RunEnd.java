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

/** run × end: a run that comes while another one ends the task is refused, and does not bring the task back (R1). */
public final class RunEnd {

    private RunEnd() {
    }

    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "one run ended the task, the other was refused")
    @Outcome(expect = FORBIDDEN, desc = "one right was used twice, or an ended task came back")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job job = Job.ready("value");
        private final Subject task;
        private boolean one;
        private boolean other;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, new Rights());
        }

        void one() {
            one = task.run();
        }

        void other() {
            other = task.run();
        }

        void judge(III_Result r) {
            r.r1 = (one ? 1 : 0) + (other ? 1 : 0);
            r.r2 = Lost.kind(task.peek());
            r.r3 = job.drops;
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
