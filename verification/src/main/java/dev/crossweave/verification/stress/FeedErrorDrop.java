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
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * onNext, onError × drop: the error ends the stream, or it is late and reported once (L8); whatever comes first, the item is
 * discarded once (L9) and the source is cancelled once at most.
 *
 * <p>One compare-and-set of the end decides between the two. A completion takes the same way and leaves nothing to be seen.
 */
public final class FeedErrorDrop {

    private FeedErrorDrop() {
    }

    @Outcome(id = "1, 0, [01]", expect = ACCEPTABLE, desc = "the error came first; the consumer may have been about to cancel")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "the drop came first: the error is late")
    @Outcome(expect = FORBIDDEN, desc = "the error is reported though it was the end, twice or never; or the item is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Lost.Failure failure = Lost.failure();
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
            feed.fail(failure);
        }

        void consumer() {
            feed.drop();
        }

        void judge(III_Result r) {
            r.r1 = item.discarded();
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
        public void judge(III_Result r) {
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenLate extends Scenario {
        public BrokenLate() {
            super(Flaw.LATE_BY_MARK, Via.REACTOR);
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
