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

/** release × release of the last two waiters of a shared source: the last one cancels it, and once (L4). */
public final class ReleaseRelease {

    private ReleaseRelease() {
    }

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "stopped once")
    @Outcome(expect = FORBIDDEN, desc = "a waiter is miscounted")
    static final class Law {
    }

    abstract static class Scenario {
        private final Outside.Source source = new Outside.Source();
        private final Outside task;

        Scenario(Flaw flaw) {
            task = Outside.of(flaw, source);
            task.retain();
            task.retain();
            task.start();
        }

        void one() {
            task.release();
        }

        void other() {
            task.release();
        }

        void judge(I_Result r) {
            r.r1 = source.stopped.get();
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
    public static class BrokenCount extends Scenario {
        public BrokenCount() {
            super(Flaw.WAITERS_TORN);
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
