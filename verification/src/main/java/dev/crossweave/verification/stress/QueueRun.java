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
 * schedule × run: what comes while the inbox is taken is polled in this round or lies there for the next (L11). The inbox is
 * taken with one exchange.
 */
public final class QueueRun {

    private QueueRun() {
    }

    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "each was polled once more")
    @Outcome(expect = FORBIDDEN, desc = "a task is lost, or polled twice")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job first = Job.pending();
        private final Job second = Job.pending();
        private final Queue queue;

        Scenario(Flaw flaw) {
            queue = Queue.of(flaw, first, second);
            queue.wake(0);
        }

        void waker() {
            queue.wake(1);
        }

        void runner() {
            queue.runAll();
        }

        void judge(II_Result r) {
            queue.runAll();
            r.r1 = first.polls;
            r.r2 = second.polls;
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
        public void waker() {
            super.waker();
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
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
    public static class BrokenInbox extends Scenario {
        public BrokenInbox() {
            super(Flaw.INBOX_TORN);
        }

        @Override
        @Actor
        public void waker() {
            super.waker();
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
