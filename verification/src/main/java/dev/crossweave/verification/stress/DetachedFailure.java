package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * failure × cancel with a reason, on a task that nobody looks at: the failure is reported exactly once, whether it is the
 * outcome or came too late (L8). The reason waits in the list of awaiters, and is none.
 */
public final class DetachedFailure {

    private DetachedFailure() {
    }

    @Outcome(id = "2, 1, 1", expect = ACCEPTABLE, desc = "failed, and reported")
    @Outcome(id = "3, 1, 1", expect = ACCEPTABLE, desc = "cancelled during the poll: the failure is late, and reported")
    @Outcome(id = "3, 0, 0", expect = ACCEPTABLE, desc = "cancelled before the poll: there is no failure")
    @Outcome(expect = FORBIDDEN, desc = "a failure that nobody was told is lost, or reported twice (L8)")
    static final class Law {
    }

    abstract static class Scenario {
        private static final Throwable REASON = new CancellationException("a reason");

        private final Lost.Failure failure = Lost.failure();
        private final Job job = Job.failed(failure);
        private final Subject task;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, new Rights());
            task.detach();
        }

        void runner() {
            task.run();
        }

        void canceller() {
            task.cancel(REASON);
        }

        void judge(III_Result r) {
            r.r1 = Lost.kind(task.peek());
            r.r2 = job.polls;
            r.r3 = failure.reported();
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
        public void canceller() {
            super.canceller();
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
    public static class BrokenReason extends Scenario {
        public BrokenReason() {
            super(Flaw.REASON_AWAITS);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
