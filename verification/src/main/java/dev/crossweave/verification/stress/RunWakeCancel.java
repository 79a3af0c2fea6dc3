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
 * run × wake × cancel: whatever comes first, the task ends cancelled, by one drop, on the polling side and never
 * during a poll; the wake neither hides the cancel nor keeps the task alive (R1, R5, L7).
 */
public final class RunWakeCancel {

    private RunWakeCancel() {
    }

    @Outcome(id = "3, 1, 0", expect = ACCEPTABLE, desc = "cancelled, dropped once, never during a poll")
    @Outcome(expect = FORBIDDEN, desc = "the cancel is lost, or the drop met a poll")
    static final class Law {
    }

    abstract static class Scenario {
        private final Guarded job = new Guarded();
        private final Rights rights = new Rights();
        private final Subject task;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, rights);
        }

        void runner() {
            task.run();
            rights.useUp(task::run);
        }

        void waker() {
            task.wake();
        }

        void canceller() {
            task.cancel();
        }

        void judge(III_Result r) {
            rights.useUp(task::run);
            r.r1 = Lost.kind(task.peek());
            r.r2 = job.drops;
            r.r3 = job.overlapped() ? 1 : 0;
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
    public static class BrokenPending extends Scenario {
        public BrokenPending() {
            super(Flaw.PENDING_TORN);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
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

    /** A wake that writes back a word from before the cancel. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenWake extends Scenario {
        public BrokenWake() {
            super(Flaw.WAKE_TORN);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
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
