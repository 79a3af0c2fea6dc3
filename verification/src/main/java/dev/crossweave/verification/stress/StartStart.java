package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** start × start: a cold source is started once (L3). */
public final class StartStart {

    private StartStart() {
    }

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "started once")
    @Outcome(expect = FORBIDDEN, desc = "started twice, or never")
    static final class Law {
    }

    abstract static class Scenario {
        private final Outside.Source source = new Outside.Source();
        private final Outside task;

        Scenario(Flaw flaw) {
            task = Outside.of(flaw, source);
        }

        void one() {
            task.start();
        }

        void other() {
            task.start();
        }

        void judge(I_Result r) {
            r.r1 = source.started.get();
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
        public void judge(I_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenBegin extends Scenario {
        public BrokenBegin() {
            super(Flaw.BEGIN_TORN);
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
        public void judge(I_Result r) {
            super.judge(r);
        }
    }
}
