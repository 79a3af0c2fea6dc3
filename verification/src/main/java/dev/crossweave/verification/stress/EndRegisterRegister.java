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
 * end × register × register: two awaiters that come at the moment of the end, and some that were there before. Each is
 * told or has the outcome, by the end or by an awaiter that took the list; also where the list becomes a crowd, and in
 * one (R4).
 */
public final class EndRegisterRegister {

    private EndRegisterRegister() {
    }

    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "each newcomer told or answered, each of the others told once")
    @Outcome(expect = FORBIDDEN, desc = "an awaiter is lost, or told twice (R4)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Subject task;
        private final Told[] others;
        private final Told first = new Told();
        private final Told second = new Told();
        private boolean firstReady;
        private boolean secondReady;

        Scenario(Flaw flaw, int before) {
            task = Subjects.scheduled(flaw, Job.ready("value"), new Rights());
            others = new Told[before];
            for (int i = 0; i < before; i++) {
                others[i] = new Told();
                task.poll(others[i]);
            }
        }

        void runner() {
            task.run();
        }

        void one() {
            firstReady = task.poll(first).isReady();
        }

        void other() {
            secondReady = task.poll(second).isReady();
        }

        void judge(III_Result r) {
            r.r1 = served(first, firstReady);
            r.r2 = served(second, secondReady);
            r.r3 = 1;
            for (Told other : others) {
                r.r3 &= other.times();
            }
        }

        private static int served(Told awaiter, boolean ready) {
            return awaiter.times() == 1 || ready && awaiter.times() == 0 ? 1 : 0;
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class Kept extends Scenario {
        public Kept() {
            super(Flaw.NONE, 1);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Actor
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }

    /** The list becomes a crowd. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class KeptGrowing extends Scenario {
        public KeptGrowing() {
            super(Flaw.NONE, 7);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Actor
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
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
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
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
    public static class BrokenUnchecked extends Scenario {
        public BrokenUnchecked() {
            super(Flaw.REGISTER_UNCHECKED, 1);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Actor
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
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
    public static class BrokenTake extends Scenario {
        public BrokenTake() {
            super(Flaw.TAKE_TORN, 1);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Actor
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
