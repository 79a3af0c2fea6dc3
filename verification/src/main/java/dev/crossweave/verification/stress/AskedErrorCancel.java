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
 * onError × cancel, over the tasks that are the subscriber of a Mono or Single: the error is the outcome, or it is late and
 * reported exactly once, to the ecosystem's own hook (L8).
 */
public final class AskedErrorCancel {

    private AskedErrorCancel() {
    }

    @Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "the error came first")
    @Outcome(id = "3, 1, [01]", expect = ACCEPTABLE, desc = "the cancel came first, and the error is late")
    @Outcome(expect = FORBIDDEN, desc = "the error is lost, or seen and reported as well")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Failure failure = Lost.failure();
        private final Feed.Origin origin = new Feed.Origin();
        private final Asked task;

        Scenario(Flaw flaw, Via via) {
            task = Asked.of(flaw, via, origin);
            task.connect();
        }

        void source() {
            task.fail(failure);
        }

        void canceller() {
            task.cancel();
        }

        void judge(III_Result r) {
            r.r1 = Lost.kind(task.peek());
            r.r2 = failure.reported();
            r.r3 = origin.cancelled.get();
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
    public static class BrokenClaim extends Scenario {
        public BrokenClaim() {
            super(Flaw.CLAIM_TORN, Via.REACTOR);
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
