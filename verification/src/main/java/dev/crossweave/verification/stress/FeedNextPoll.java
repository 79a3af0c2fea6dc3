package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * onNext × poll: a consumer that finds nothing is woken by the item that comes at that moment (L11). As ChannelPutPoll, over the
 * subscribers of the adapters.
 */
public final class FeedNextPoll {

    private FeedNextPoll() {
    }

    @Outcome(id = "0, [01]", expect = ACCEPTABLE, desc = "found, and perhaps a needless wake")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "nothing yet, and woken")
    @Outcome(expect = FORBIDDEN, desc = "the wake is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Told consumer = new Told();
        private final Feed feed;
        private PollableStream.Next next;

        Scenario(Flaw flaw, Via via) {
            feed = Feed.of(flaw, via, new Feed.Origin(), 1);
            feed.poll(Waker.NOOP);
            feed.connect();
            feed.poll(Waker.NOOP);
        }

        void publisher() {
            feed.next(Lost.value());
        }

        void consumer() {
            next = feed.poll(consumer);
        }

        void judge(II_Result r) {
            r.r1 = next.ordinal();
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
    public static class BrokenMark extends Scenario {
        public BrokenMark() {
            super(Flaw.MARK_LATE, Via.REACTOR);
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
    public static class BrokenPut extends Scenario {
        public BrokenPut() {
            super(Flaw.MARK_EARLY, Via.REACTOR);
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
