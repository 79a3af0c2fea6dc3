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
 * complete × cancel: the value is the outcome, or it is discarded exactly once and the task ends cancelled (L9, R5). The source
 * was started, so that it is also told to stop, and once at most.
 */
public final class CompleteCancel {

    private CompleteCancel() {
    }

    @Outcome(id = "1, 1, 0, 0", expect = ACCEPTABLE, desc = "the value came first")
    @Outcome(id = "0, 3, 1, 1", expect = ACCEPTABLE, desc = "the cancel came first, the source was stopped, the value discarded")
    @Outcome(expect = FORBIDDEN, desc = "the value is lost, or seen and discarded as well")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value value = Lost.value();
        private final Outside.Source source = new Outside.Source();
        private final Outside task;
        private boolean completed;

        Scenario(Flaw flaw) {
            task = Outside.of(flaw, source);
            task.start();
        }

        void completer() {
            completed = task.complete(value);
        }

        void canceller() {
            task.cancel();
        }

        void judge(IIII_Result r) {
            r.r1 = completed ? 1 : 0;
            r.r2 = Lost.kind(task.peek());
            r.r3 = value.discarded();
            r.r4 = source.stopped.get();
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
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
