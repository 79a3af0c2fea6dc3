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

/** discard × wake × cancel: dropped once, ended as cancelled, and nothing is scheduled any more (L7). */
public final class DiscardWakeCancel {

    private DiscardWakeCancel() {
    }

    @Outcome(id = "3, 1, 0", expect = ACCEPTABLE, desc = "dropped once and cancelled")
    @Outcome(expect = FORBIDDEN, desc = "an ended task came back")
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

        void waker() {
            task.wake();
        }

        void canceller() {
            task.cancel();
        }

        void judge(III_Result r) {
            r.r1 = Lost.kind(task.peek());
            r.r2 = job.drops;
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
        public void waker() {
            super.waker();
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

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenWake extends Scenario {
        public BrokenWake() {
            super(Flaw.WAKE_TORN);
        }

        @Override
        @Actor
        public void discarder() {
            super.discarder();
        }

        @Override
        @Actor
        public void waker() {
            super.waker();
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
