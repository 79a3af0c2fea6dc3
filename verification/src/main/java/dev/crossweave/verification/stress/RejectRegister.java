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

/** rejected wake × register: an awaiter sees the rejection as the outcome of its poll, or is told (L18, R4). */
public final class RejectRegister {

    private RejectRegister() {
    }

    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "pending, and told")
    @Outcome(id = "2, [01]", expect = ACCEPTABLE, desc = "the rejection, and perhaps told as well")
    @Outcome(expect = FORBIDDEN, desc = "never told, or told twice (R4)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Subject task;
        private final Told awaiter = new Told();
        private int answered;

        Scenario(Flaw flaw) {
            task = Subjects.idleAndRejected(flaw, Job.pending(), Lost.rejection());
        }

        void waker() {
            task.wake();
        }

        void awaiter() {
            answered = Lost.kind(task.poll(awaiter));
        }

        void judge(II_Result r) {
            r.r1 = answered;
            r.r2 = awaiter.times();
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
        public void awaiter() {
            super.awaiter();
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
    public static class BrokenUnchecked extends Scenario {
        public BrokenUnchecked() {
            super(Flaw.REGISTER_UNCHECKED);
        }

        @Override
        @Actor
        public void waker() {
            super.waker();
        }

        @Override
        @Actor
        public void awaiter() {
            super.awaiter();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
