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
 * schedule × run × close: of two tasks, one lies in the queue and one comes at that moment; each is polled since its
 * wake, or dropped once, whoever of the three comes last (L11, L18).
 */
public final class QueueScheduleRunClose {

    private QueueScheduleRunClose() {
    }

    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "each polled or dropped")
    @Outcome(expect = FORBIDDEN, desc = "a task is stranded, or dropped twice")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job[] jobs = {Job.pending(), Job.pending()};
        private final Queue queue;

        Scenario(Flaw flaw) {
            queue = Queue.of(flaw, jobs);
            jobs[0].written = 1;
            queue.wake(0);
        }

        void waker() {
            jobs[1].written = 1;
            queue.wake(1);
        }

        void runner() {
            queue.runAll();
        }

        void closer() {
            queue.close();
        }

        void judge(II_Result r) {
            r.r1 = served(0);
            r.r2 = served(1);
        }

        private int served(int job) {
            int drops = jobs[job].drops;
            return drops == (queue.kind(job) == 0 ? 0 : 1) && (drops == 1 || jobs[job].seen == 1) ? 1 : 0;
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
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
