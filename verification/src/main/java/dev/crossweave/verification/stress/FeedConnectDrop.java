package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.Waker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * onSubscribe × drop: a subscription that comes while the consumer goes is cancelled, once, and asked for nothing (S3).
 */
public final class FeedConnectDrop {

    private FeedConnectDrop() {
    }

    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "cancelled")
    @Outcome(expect = FORBIDDEN, desc = "the source goes on for nobody, or is cancelled twice")
    static final class Law {
    }

    abstract static class Scenario {
        private final Feed.Origin origin = new Feed.Origin();
        private final Feed feed;

        Scenario(Flaw flaw, Via via) {
            feed = Feed.of(flaw, via, origin, 1);
            feed.poll(Waker.NOOP);
        }

        void publisher() {
            feed.connect();
        }

        void consumer() {
            feed.drop();
        }

        void judge(II_Result r) {
            r.r1 = origin.cancelled.get();
            r.r2 = (int) origin.requested.get();
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
        public void publisher() {
            super.publisher();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
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
        public void publisher() {
            super.publisher();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
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
    public static class KeptObservable extends Scenario {
        public KeptObservable() {
            super(Flaw.NONE, Via.OBSERVABLE);
        }

        @Override
        @Actor
        public void publisher() {
            super.publisher();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
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
        public void publisher() {
            super.publisher();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
