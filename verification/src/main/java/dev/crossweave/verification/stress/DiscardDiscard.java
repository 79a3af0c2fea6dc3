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

/** discard × discard: the right exists once, so one of them is refused and the pollable is dropped once (R1). */
public final class DiscardDiscard {

    private DiscardDiscard() {
    }

    @Outcome(id = "1, 3, 1", expect = ACCEPTABLE, desc = "one discard, one drop")
    @Outcome(expect = FORBIDDEN, desc = "one right was given up twice")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job job = Job.pending();
        private final Subject task;
        private boolean one;
        private boolean other;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, new Rights());
        }

        void one() {
            one = task.discard();
        }

        void other() {
            other = task.discard();
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
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
