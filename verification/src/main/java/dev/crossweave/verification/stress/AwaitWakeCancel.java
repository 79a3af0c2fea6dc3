package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * wake × cancel of a coroutine that awaits a pollable directly: it gets the value, or the pollable discards it, once; the
 * pollable is dropped once and in no call to it (L7, L9).
 *
 * <p>The wake takes nothing: it resumes the coroutine, which polls. A coroutine that was cancelled in the moment of its resume
 * (kotlinx calls it prompt cancellation) finds out before it polls, so that there is nothing that could be lost.
 */
public final class AwaitWakeCancel {

    private AwaitWakeCancel() {
    }

    @Outcome(id = "1, 0, 1, 0", expect = ACCEPTABLE, desc = "delivered")
    @Outcome(id = "3, 1, 1, 0", expect = ACCEPTABLE, desc = "cancelled, and discarded")
    @Outcome(expect = FORBIDDEN, desc = "the value is lost or in two hands; or the pollable was not dropped once")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value value = Lost.value();
        private final Offer offer = new Offer();
        private final Suspended coroutine = new Suspended();

        Scenario(Flaw flaw) {
            coroutine.await(flaw, offer);
        }

        void source() {
            offer.put(value);
        }

        void canceller() {
            coroutine.cancel();
        }

        void judge(IIII_Result r) {
            coroutine.runAll();
            r.r1 = coroutine.kind();
            r.r2 = value.discarded();
            r.r3 = offer.drops();
            r.r4 = offer.overlapped();
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
        public void source() {
            super.source();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenTaken extends Scenario {
        public BrokenTaken() {
            super(Flaw.TAKEN_EARLY);
        }

        @Override
        @Actor
        public void source() {
            super.source();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
