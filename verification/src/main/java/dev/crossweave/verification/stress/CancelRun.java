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
 * cancel × run: the pollable is dropped exactly once, on the polling side and never during a poll; then the task is seen
 * cancelled (L7).
 *
 * <p>Rests on R1: who set RUNNING drops. A cancel that finds RUNNING only leaves CANCELLING in the word, which the same
 * compare-and-set that would clear RUNNING finds; one that finds the task idle schedules it.
 */
public final class CancelRun {

    private CancelRun() {
    }

    @Outcome(id = "1, 0, 3", expect = ACCEPTABLE, desc = "dropped once, outside of any poll, and cancelled")
    @Outcome(expect = FORBIDDEN, desc = "dropped twice, never, or during a poll (L7)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Guarded job = new Guarded();
        private final Rights rights = new Rights();
        private final Subject task;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, rights);
        }

        void canceller() {
            task.cancel();
        }

        void runner() {
            task.run();
        }

        void judge(III_Result r) {
            rights.useUp(task::run);
            r.r1 = job.drops;
            r.r2 = job.overlapped() ? 1 : 0;
            r.r3 = Lost.kind(task.peek());
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
        public void canceller() {
            super.canceller();
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }

    /** A cancel that drops on its own thread. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenDrop extends Scenario {
        public BrokenDrop() {
            super(Flaw.CANCEL_DROPS);
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }

    /** A pending poll that overwrites CANCELLING. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenPending extends Scenario {
        public BrokenPending() {
            super(Flaw.PENDING_TORN);
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
