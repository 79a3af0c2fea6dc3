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
 * item × cancel of a coroutine that collects a stream as a Flow: the item is delivered, or discarded with the stream, once; the
 * stream is dropped once, and in no call to it (S3, L7, L9).
 */
public final class FlowItemCancel {

    private FlowItemCancel() {
    }

    @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "delivered or discarded")
    @Outcome(expect = FORBIDDEN, desc = "the item is lost or in two hands; or the stream was not dropped once")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Stock stream = new Stock();
        private final Seen seen = new Seen();
        private final Suspended coroutine = new Suspended();

        Scenario(Flaw flaw) {
            coroutine.collect(flaw, stream, seen);
        }

        void source() {
            stream.put(item);
        }

        void canceller() {
            coroutine.cancel();
        }

        void judge(III_Result r) {
            coroutine.runAll();
            r.r1 = seen.items() + item.discarded();
            r.r2 = stream.drops();
            r.r3 = stream.overlapped();
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
        public void judge(III_Result r) {
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
