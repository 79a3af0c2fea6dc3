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

/** start × cancel: a source is started and then stopped, or never started and let go (L3, L4); once each. */
public final class StartCancel {

    private StartCancel() {
    }

    @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "started, then stopped")
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "let go before its start")
    @Outcome(expect = FORBIDDEN, desc = "started after it was let go, or started and not stopped")
    static final class Law {
    }

    abstract static class Scenario {
        private final Outside.Source source = new Outside.Source();
        private final Outside task;

        Scenario(Flaw flaw) {
            task = Outside.of(flaw, source);
        }

        void starter() {
            task.start();
        }

        void canceller() {
            task.cancel();
        }

        void judge(III_Result r) {
            r.r1 = source.started.get();
            r.r2 = source.stopped.get();
            r.r3 = source.abandoned.get();
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
        public void starter() {
            super.starter();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
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
    public static class BrokenBegin extends Scenario {
        public BrokenBegin() {
            super(Flaw.BEGIN_TORN);
        }

        @Override
        @Actor
        public void starter() {
            super.starter();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
