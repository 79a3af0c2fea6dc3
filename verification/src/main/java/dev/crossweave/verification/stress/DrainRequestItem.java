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
 * request × item: the item is delivered once, by the thread that asks or by the one that wakes, never by both at once (L11,
 * §1.3).
 *
 * <p>A signal is taken back before the stream and the demand are looked at, and the word is left only when there is none: so
 * whatever comes during the look is looked at again.
 */
public final class DrainRequestItem {

    private DrainRequestItem() {
    }

    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "delivered")
    @Outcome(expect = FORBIDDEN, desc = "the item is lost, or two threads were inside")
    static final class Law {
    }

    abstract static class Scenario {
        private final Stock stream = new Stock();
        private final Seen seen = new Seen();
        private final Out out;

        Scenario(Flaw flaw, Via via) {
            out = Out.of(flaw, via, stream, seen);
        }

        void requester() {
            out.request(1);
        }

        void source() {
            stream.put(Lost.value());
        }

        void judge(III_Result r) {
            r.r1 = seen.items();
            r.r2 = stream.overlapped();
            r.r3 = seen.overlapped();
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
        public void requester() {
            super.requester();
        }

        @Override
        @Actor
        public void source() {
            super.source();
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
        public void requester() {
            super.requester();
        }

        @Override
        @Actor
        public void source() {
            super.source();
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
    public static class BrokenSignal extends Scenario {
        public BrokenSignal() {
            super(Flaw.SIGNAL_LATE, Via.REACTOR);
        }

        @Override
        @Actor
        public void requester() {
            super.requester();
        }

        @Override
        @Actor
        public void source() {
            super.source();
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
        public void requester() {
            super.requester();
        }

        @Override
        @Actor
        public void source() {
            super.source();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
