package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * onSubscribe × cancel, over the tasks that are the subscriber of a Mono or Single: a subscription that comes while the task is
 * cancelled is cancelled, once (L4).
 */
public final class AskedConnectCancel {

    private AskedConnectCancel() {
    }

    @Outcome(id = "3, 1", expect = ACCEPTABLE, desc = "both are cancelled")
    @Outcome(expect = FORBIDDEN, desc = "the source goes on for nobody, or is cancelled twice")
    static final class Law {
    }

    abstract static class Scenario {
        private final Feed.Origin origin = new Feed.Origin();
        private final Asked task;

        Scenario(Flaw flaw, Via via) {
            task = Asked.of(flaw, via, origin);
        }

        void source() {
            task.connect();
        }

        void canceller() {
            task.cancel();
        }

        void judge(II_Result r) {
            r.r1 = Lost.kind(task.peek());
            r.r2 = origin.cancelled.get();
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
        public void judge(II_Result r) {
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
        public void judge(II_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenConnect extends Scenario {
        public BrokenConnect() {
            super(Flaw.CONNECT_TORN, Via.REACTOR);
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
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
