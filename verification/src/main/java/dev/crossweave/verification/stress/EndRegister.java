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
 * end × register: an awaiter gets the outcome from its poll, or is told (L11).
 *
 * <p>Rests on R4: the awaiter is pushed and then the word read; the end is written and then the list read. Both are volatile, so
 * they can't miss each other both at once.
 */
public final class EndRegister {

    private EndRegister() {
    }

    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "pending, and told")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the outcome")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the outcome, and told as well")
    @Outcome(expect = FORBIDDEN, desc = "never told, or told twice (R4)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Subject task;
        private final Told awaiter = new Told();
        private boolean ready;

        Scenario(Flaw flaw, int others) {
            task = Subjects.scheduled(flaw, Job.ready(Lost.value()), new Rights());
            for (int i = 0; i < others; i++) {
                task.poll(new Told());
            }
        }

        void runner() {
            task.run();
        }

        void awaiter() {
            ready = task.poll(awaiter).isReady();
        }

        void judge(II_Result r) {
            r.r1 = ready ? 1 : 0;
            r.r2 = awaiter.times();
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class Kept extends Scenario {
        public Kept() {
            super(Flaw.NONE, 0);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
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

    /** The list is a crowd, which changes in place under its lock. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class KeptInCrowd extends Scenario {
        public KeptInCrowd() {
            super(Flaw.NONE, 12);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
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
            super(Flaw.REGISTER_UNCHECKED, 0);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
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
