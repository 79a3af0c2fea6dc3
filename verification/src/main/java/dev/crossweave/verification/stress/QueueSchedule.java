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
 * schedule × schedule: two threads put a task each into the inbox, and both are polled (L11). Each is one compare-and-set.
 */
public final class QueueSchedule {

    private QueueSchedule() {
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
        }

        void one() {
            queue.wake(0);
        }

        void other() {
            queue.wake(1);
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
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
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
    public static class BrokenPush extends Scenario {
        public BrokenPush() {
            super(Flaw.PUSH_TORN);
        }

        @Override
        @Actor
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
