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

/** forget × register: the one is gone, the other is there. */
public final class ForgetRegister {

    private ForgetRegister() {
    }

    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the one that registered is told, the one that was forgotten isn't")
    @Outcome(expect = FORBIDDEN, desc = "an awaiter is lost, or one that was forgotten is told")
    static final class Law {
    }

    abstract static class Scenario {
        private final Subject task;
        private final Told stays = new Told();
        private final Told leaves = new Told();

        Scenario(Flaw flaw, int others) {
            task = Subjects.scheduled(flaw, Job.ready(Lost.value()), new Rights());
            for (int i = 0; i < others; i++) {
                task.poll(new Told());
            }
            task.poll(leaves);
        }

        void forgetter() {
            task.forget(leaves);
        }

        void awaiter() {
            task.poll(stays);
        }

        void judge(II_Result r) {
            task.run();
            r.r1 = stays.times();
            r.r2 = leaves.times();
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
        public void forgetter() {
            super.forgetter();
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

    /** The chain becomes a crowd while one of it is forgotten. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class KeptGrowing extends Scenario {
        public KeptGrowing() {
            super(Flaw.NONE, 7);
        }

        @Override
        @Actor
        public void forgetter() {
            super.forgetter();
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
    public static class BrokenForget extends Scenario {
        public BrokenForget() {
            super(Flaw.FORGET_TORN, 0);
        }

        @Override
        @Actor
        public void forgetter() {
            super.forgetter();
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
