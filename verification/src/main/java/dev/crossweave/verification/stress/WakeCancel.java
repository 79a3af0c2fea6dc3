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
 * wake × cancel of an idle task: it is scheduled once, and the right that one of the two has handed over serves both:
 * the pollable is dropped (L7, L11).
 */
public final class WakeCancel {

    private WakeCancel() {
    }

    @Outcome(id = "1, 3, 1", expect = ACCEPTABLE, desc = "scheduled once; cancelled and dropped by that right")
    @Outcome(expect = FORBIDDEN, desc = "scheduled twice, or the cancel is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job job = Job.pending();
        private final Rights rights = new Rights();
        private final Subject task;

        Scenario(Flaw flaw) {
            task = Subjects.idle(flaw, job, rights);
        }

        void waker() {
            task.wake();
        }

        void canceller() {
            task.cancel();
        }

        void judge(III_Result r) {
            r.r1 = rights.count();
            rights.useUp(task::run);
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

    /** A cancel that writes back a word from before the wake. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenCancel extends Scenario {
        public BrokenCancel() {
            super(Flaw.CANCEL_TORN);
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
