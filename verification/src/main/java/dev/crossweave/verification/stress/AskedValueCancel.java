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
 * onNext or onSuccess × cancel, over the tasks that are the subscriber of a Mono or Single: the value is the outcome, or it is
 * discarded exactly once and the task ends cancelled (L9). As CompleteCancel.
 */
public final class AskedValueCancel {

    private AskedValueCancel() {
    }

    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the value came first")
    @Outcome(id = "3, 1, [01]", expect = ACCEPTABLE, desc = "the cancel came first, and the value is discarded")
    @Outcome(expect = FORBIDDEN, desc = "the value is lost, or seen and discarded as well")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value value = Lost.value();
        private final Feed.Origin origin = new Feed.Origin();
        private final Asked task;

        Scenario(Flaw flaw, Via via) {
            task = Asked.of(flaw, via, origin);
            task.connect();
        }

        void source() {
            task.value(value);
        }

        void canceller() {
            task.cancel();
        }

        void judge(III_Result r) {
            r.r1 = Lost.kind(task.peek());
            r.r2 = value.discarded();
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
