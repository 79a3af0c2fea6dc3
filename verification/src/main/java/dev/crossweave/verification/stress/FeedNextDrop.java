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
 * onNext × drop: an item that comes while the consumer goes is discarded, once, and the source is cancelled, once (S3, L9).
 *
 * <p>The consumer marks that it has gone and then empties the slots; the producer fills the slot and then reads the mark; all
 * four are volatile. When they see each other, the slot's own atomic decides who has the item.
 */
public final class FeedNextDrop {

    private FeedNextDrop() {
    }

    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "discarded, and the source was cancelled")
    @Outcome(expect = FORBIDDEN, desc = "the item is lost, or in two hands; or the source goes on")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Feed.Origin origin = new Feed.Origin();
        private final Feed feed;

        Scenario(Flaw flaw, Via via) {
            feed = Feed.of(flaw, via, origin, 1);
            feed.poll(Waker.NOOP);
            feed.connect();
            feed.poll(Waker.NOOP);
        }

        void publisher() {
            feed.next(item);
        }

        void consumer() {
            feed.drop();
        }

        void judge(II_Result r) {
            r.r1 = item.discarded();
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
    public static class KeptFlow extends Scenario {
        public KeptFlow() {
            super(Flaw.NONE, Via.FLOW);
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
    public static class BrokenGone extends Scenario {
        public BrokenGone() {
            super(Flaw.GONE_LATE, Via.REACTOR);
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
    public static class BrokenSlot extends Scenario {
        public BrokenSlot() {
            super(Flaw.SLOT_TORN, Via.REACTOR);
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
