package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** register × register: none of the awaiters is lost (R4); also where the list becomes a crowd. */
public final class RegisterRegister {

    private RegisterRegister() {
    }

    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "each was told once")
    @Outcome(expect = FORBIDDEN, desc = "an awaiter is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Subject task;
        private final Told[] before;
        private final Told one = new Told();
        private final Told other = new Told();

        Scenario(Flaw flaw, int others) {
            task = Subjects.scheduled(flaw, Job.ready(Lost.value()), new Rights());
            before = new Told[others];
            for (int i = 0; i < others; i++) {
                before[i] = new Told();
                task.poll(before[i]);
            }
        }

        void one() {
            task.poll(one);
        }

        void other() {
            task.poll(other);
        }

        void judge(III_Result r) {
            task.run();
            r.r1 = one.times();
            r.r2 = other.times();
            r.r3 = Arrays.stream(before).allMatch(told -> told.times() == 1) ? 1 : 0;
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

    /** The chain is as long as one may be: one of the two makes the crowd. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class KeptGrowing extends Scenario {
        public KeptGrowing() {
            super(Flaw.NONE, 7);
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
    public static class KeptInCrowd extends Scenario {
        public KeptInCrowd() {
            super(Flaw.NONE, 12);
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
    public static class BrokenRegister extends Scenario {
        public BrokenRegister() {
            super(Flaw.REGISTER_TORN, 0);
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
