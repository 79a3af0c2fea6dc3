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
 * onSubscribe × poll: a poll that comes while it connects asks for items, or is woken to do so (L11).
 *
 * <p>The consumer writes its mark and then reads the subscription; the producer writes the subscription and then reads the
 * mark; all four are volatile.
 */
public final class FeedConnectPoll {

    private FeedConnectPoll() {
    }

    @Outcome(id = "4, [01]", expect = ACCEPTABLE, desc = "asked for as many as there is room for, and perhaps a needless wake")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "nothing yet, and woken")
    @Outcome(expect = FORBIDDEN, desc = "nobody asks for anything, ever")
    static final class Law {
    }

    abstract static class Scenario {
        private final Feed.Origin origin = new Feed.Origin();
        private final Told consumer = new Told();
        private final Feed feed;

        Scenario(Flaw flaw, Via via) {
            feed = Feed.of(flaw, via, origin, 4);
            feed.poll(Waker.NOOP);
        }

        void publisher() {
            feed.connect();
        }

        void consumer() {
            feed.poll(consumer);
        }

        void judge(II_Result r) {
            r.r1 = (int) origin.requested.get();
            r.r2 = consumer.times();
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
    public static class BrokenAsk extends Scenario {
        public BrokenAsk() {
            super(Flaw.ASK_UNCHECKED, Via.REACTOR);
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
