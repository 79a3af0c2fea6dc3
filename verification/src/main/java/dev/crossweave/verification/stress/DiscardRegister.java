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
 * discard × register: an awaiter sees the cancellation in its poll, or is told of it (L11, R4). What EndRegister shows
 * of a run that ends, for the other transition that publishes an end.
 */
public final class DiscardRegister {

    private DiscardRegister() {
    }

    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "pending, and told")
    @Outcome(id = "3, [01]", expect = ACCEPTABLE, desc = "cancelled, and perhaps told as well")
    @Outcome(expect = FORBIDDEN, desc = "never told, or told twice (R4)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Subject task;
        private final Told awaiter = new Told();
        private int answered;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, Job.pending(), new Rights());
        }

        void discarder() {
            task.discard();
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
        public void discarder() {
            super.discarder();
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
        public void discarder() {
            super.discarder();
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
