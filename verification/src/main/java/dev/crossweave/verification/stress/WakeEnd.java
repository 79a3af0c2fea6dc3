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
 * wake × end: an ended task stays ended, and isn't scheduled again. The end is one compare-and-set, and so is the wake.
 */
public final class WakeEnd {

    private WakeEnd() {
    }

    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "ended, nothing scheduled")
    @Outcome(expect = FORBIDDEN, desc = "a wake brought an ended task back")
    static final class Law {
    }

    abstract static class Scenario {
        private final Rights rights = new Rights();
        private final Subject task;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, Job.ready(Lost.value()), rights);
        }

        void waker() {
            task.wake();
        }

        void runner() {
            task.run();
        }

        void judge(II_Result r) {
            r.r1 = Lost.kind(task.peek());
            r.r2 = rights.count();
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
        public void runner() {
            super.runner();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }

    /** A wake that writes back a word from before the end. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenWake extends Scenario {
        public BrokenWake() {
            super(Flaw.WAKE_TORN);
        }

        @Override
        @Actor
        public void waker() {
            super.waker();
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
