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

/** re-arm × re-arm: one begins the next life, the other is refused (L17). */
public final class RearmRearm {

    private RearmRearm() {
    }

    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the one")
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the other")
    @Outcome(expect = FORBIDDEN, desc = "both began the same life")
    static final class Law {
    }

    abstract static class Scenario {
        private final Rights rights = new Rights();
        private final Lives task;
        private boolean one;
        private boolean other;

        Scenario(Flaw flaw) {
            task = Lives.of(flaw, rights);
        }

        void one() {
            one = task.rearm();
        }

        void other() {
            other = task.rearm();
        }

        void judge(III_Result r) {
            r.r1 = one ? 1 : 0;
            r.r2 = other ? 1 : 0;
            r.r3 = task.life();
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
    public static class BrokenRearm extends Scenario {
        public BrokenRearm() {
            super(Flaw.REARM_TORN);
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
