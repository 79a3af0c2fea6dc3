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

/**
 * wake × run of a task that has yielded: no wake is lost, and what the waker wrote before is visible to the poll that answers it
 * (L11), although the round has no atomic operation when nobody else takes part.
 *
 * <p>Rests on R3: the run of a yielded task begins with a volatile read. When the wake's write to the word came before that, the
 * run finds SCHEDULED, clears it and polls; when it came later, the end of the poll finds it and schedules again.
 */
public final class YieldWake {

    private YieldWake() {
    }

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "the last poll saw what the waker wrote")
    @Outcome(expect = FORBIDDEN, desc = "the wake is lost, or its write (L11)")
    static final class Law {
    }

    abstract static class Scenario {
        private final SelfWaking job = new SelfWaking();
        private final Yielding task;

        Scenario(Flaw flaw) {
            task = Yielding.of(flaw, job);
        }

        void waker() {
            job.written = 1;
            task.wake();
        }

        void runner() {
            task.runOne();
        }

        void judge(I_Result r) {
            task.runAll();
            r.r1 = job.seen;
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
        public void runner() {
            super.runner();
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
    public static class BrokenClear extends Scenario {
        public BrokenClear() {
            super(Flaw.YIELD_CLEARS_LATE);
        }

        @Override
        @Actor
        public void waker() {
            super.waker();
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Arbiter
        public void judge(I_Result r) {
            super.judge(r);
        }
    }
}
