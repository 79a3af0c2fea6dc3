package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * run × close: of two tasks in a queue, what the runner doesn't get to poll is discarded, by whoever comes last. The closer writes
 * CLOSED and then looks for a runner; the runner leaves and then looks for CLOSED; both are volatile.
 */
public final class QueueCloseRun {

    private QueueCloseRun() {
    }

    @Outcome(id = "2, 0, 1, 1", expect = ACCEPTABLE, desc = "the first was polled, the second discarded")
    @Outcome(id = "1, 1, 1, 1", expect = ACCEPTABLE, desc = "both were discarded")
    @Outcome(expect = FORBIDDEN, desc = "a task is stranded in a closed queue, or dropped twice")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job first = Job.pending();
        private final Job second = Job.pending();
        private final Queue queue;

        Scenario(Flaw flaw) {
            queue = Queue.of(flaw, first, second);
            queue.wake(0);
            queue.wake(1);
        }

        void runner() {
            queue.runOne();
        }

        void closer() {
            queue.close();
        }

        void judge(IIII_Result r) {
            r.r1 = first.polls;
            r.r2 = first.drops;
            r.r3 = second.polls;
            r.r4 = second.drops;
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
        public void runner() {
            super.runner();
        }

        @Override
        @Actor
        public void closer() {
            super.closer();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenLeave extends Scenario {
        public BrokenLeave() {
            super(Flaw.LEAVE_UNCHECKED);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Actor
        public void closer() {
            super.closer();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
