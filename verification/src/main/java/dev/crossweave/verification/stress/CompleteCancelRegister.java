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
 * complete × cancel × register: the awaiter is told or has the outcome, and it is the same one that everybody sees
 * afterwards; a value that lost is discarded once (R2, R4, R5, L9).
 */
public final class CompleteCancelRegister {

    private CompleteCancelRegister() {
    }

    @Outcome(id = "0, 1, 1, 0", expect = ACCEPTABLE, desc = "told; the value")
    @Outcome(id = "0, 1, 3, 1", expect = ACCEPTABLE, desc = "told; cancelled, the value discarded")
    @Outcome(id = "1, [01], 1, 0", expect = ACCEPTABLE, desc = "answered; the value")
    @Outcome(id = "3, [01], 3, 1", expect = ACCEPTABLE, desc = "answered; cancelled, the value discarded")
    @Outcome(expect = FORBIDDEN, desc = "two outcomes, a value lost or kept twice, or an awaiter lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value value = Lost.value();
        private final Outside task;
        private final Told awaiter = new Told();
        private int answered;

        Scenario(Flaw flaw) {
            task = Outside.of(flaw, new Outside.Source());
            task.start();
        }

        void completer() {
            task.complete(value);
        }

        void canceller() {
            task.cancel();
        }

        void awaiter() {
            answered = Lost.kind(task.poll(awaiter));
        }

        void judge(IIII_Result r) {
            r.r1 = answered;
            r.r2 = awaiter.times();
            r.r3 = Lost.kind(task.peek());
            r.r4 = value.discarded();
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
        public void completer() {
            super.completer();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Actor
        public void awaiter() {
            super.awaiter();
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
    public static class BrokenClaim extends Scenario {
        public BrokenClaim() {
            super(Flaw.CLAIM_TORN);
        }

        @Override
        @Actor
        public void completer() {
            super.completer();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Actor
        public void awaiter() {
            super.awaiter();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
