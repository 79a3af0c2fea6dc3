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
 * cancel × the end: the stream is dropped once and in no call to it, and there is one last signal at most (L7).
 */
public final class DrainCancelEnd {

    private DrainCancelEnd() {
    }

    @Outcome(id = "[01], 1, 0", expect = ACCEPTABLE, desc = "completed, or cancelled before")
    @Outcome(expect = FORBIDDEN, desc = "two ends, or the stream was dropped twice, never or during another call")
    static final class Law {
    }

    abstract static class Scenario {
        private final Stock stream = new Stock();
        private final Seen seen = new Seen();
        private final Out out;

        Scenario(Flaw flaw, Via via) {
            out = Out.of(flaw, via, stream, seen);
            out.request(1);
        }

        void source() {
            stream.complete();
        }

        void canceller() {
            out.cancel();
        }

        void judge(III_Result r) {
            r.r1 = seen.completions();
            r.r2 = stream.drops();
            r.r3 = stream.overlapped();
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class Kept extends Scenario {
        public Kept() {
            super(Flaw.NONE, Via.REACTOR);
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class KeptRxJava extends Scenario {
        public KeptRxJava() {
            super(Flaw.NONE, Via.RXJAVA);
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenWork extends Scenario {
        public BrokenWork() {
            super(Flaw.WORK_TORN, Via.REACTOR);
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
