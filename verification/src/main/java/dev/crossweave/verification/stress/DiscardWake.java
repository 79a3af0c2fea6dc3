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

/** discard × wake: the wake brings nothing back, neither the right that was given up nor the task (L7). */
public final class DiscardWake {

    private DiscardWake() {
    }

    @Outcome(id = "1, 3, 1, 0", expect = ACCEPTABLE, desc = "discarded, dropped once, not scheduled again")
    @Outcome(expect = FORBIDDEN, desc = "a discarded task is scheduled, or seen alive")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job job = Job.pending();
        private final Rights rights = new Rights();
        private final Subject task;
        private boolean discarded;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, rights);
        }

        void discarder() {
            discarded = task.discard();
        }

        void waker() {
            task.wake();
        }

        void judge(IIII_Result r) {
            r.r1 = discarded ? 1 : 0;
            r.r2 = Lost.kind(task.peek());
            r.r3 = job.drops;
            r.r4 = rights.count();
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
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }

    /** A wake that writes back a word from before the discard. */
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
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
