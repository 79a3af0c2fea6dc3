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

/**
 * end × register × forget: an awaiter that is taken out at the moment of the end takes nobody with it; itself it is
 * told once at most (R4).
 */
public final class EndRegisterForget {

    private EndRegisterForget() {
    }

    @Outcome(id = "1, [01]", expect = ACCEPTABLE, desc = "the newcomer told or answered; who left, once at most")
    @Outcome(expect = FORBIDDEN, desc = "the newcomer is lost, or somebody told twice (R4)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Subject task;
        private final Told leaving = new Told();
        private final Told coming = new Told();
        private boolean ready;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, Job.ready("value"), new Rights());
            task.poll(leaving);
        }

        void runner() {
            task.run();
        }

        void newcomer() {
            ready = task.poll(coming).isReady();
        }

        void leaver() {
            task.forget(leaving);
        }

        void judge(II_Result r) {
            r.r1 = coming.times() == 1 || ready && coming.times() == 0 ? 1 : 0;
            r.r2 = leaving.times();
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
        public void newcomer() {
            super.newcomer();
        }

        @Override
        @Actor
        public void leaver() {
            super.leaver();
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
    public static class BrokenForget extends Scenario {
        public BrokenForget() {
            super(Flaw.FORGET_TORN);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Actor
        public void newcomer() {
            super.newcomer();
        }

        @Override
        @Actor
        public void leaver() {
            super.leaver();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
