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

/** schedule × close: the task is rejected, or it got in and is discarded; dropped exactly once either way (L18). */
public final class QueueClose {

    private QueueClose() {
    }

    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "rejected")
    @Outcome(id = "3, 1", expect = ACCEPTABLE, desc = "discarded")
    @Outcome(expect = FORBIDDEN, desc = "the task is stranded, or dropped twice (L18)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job job = Job.pending();
        private final Queue queue;

        Scenario(Flaw flaw) {
            queue = Queue.of(flaw, job);
        }

        void waker() {
            queue.wake(0);
        }

        void closer() {
            queue.close();
        }

        void judge(II_Result r) {
            r.r1 = queue.kind(0);
            r.r2 = job.drops;
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
        public void closer() {
            super.closer();
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
    public static class BrokenClose extends Scenario {
        public BrokenClose() {
            super(Flaw.CLOSE_TORN);
        }

        @Override
        @Actor
        public void waker() {
            super.waker();
        }

        @Override
        @Actor
        public void closer() {
            super.closer();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
