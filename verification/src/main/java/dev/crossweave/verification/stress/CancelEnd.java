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
 * cancel × end: once cancel has answered true, the task ends cancelled, and a value that the running poll still produces is
 * discarded exactly once (L9).
 *
 * <p>Rests on R5: the end is a compare-and-set from a word without CANCELLING.
 */
public final class CancelEnd {

    private CancelEnd() {
    }

    @Outcome(id = "0, 1, 1, 0", expect = ACCEPTABLE, desc = "the end came first: the value is kept")
    @Outcome(id = "1, 3, 1, 1", expect = ACCEPTABLE, desc = "cancelled during the poll: the value is discarded, once")
    @Outcome(id = "1, 3, 0, 0", expect = ACCEPTABLE, desc = "cancelled before the poll: there is no value")
    @Outcome(expect = FORBIDDEN, desc = "the cancel is lost, or the value, or the value is seen twice (R5, L9)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value value = Lost.value();
        private final Job job = Job.ready(value);
        private final Subject task;
        private boolean cancelled;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, new Rights());
        }

        void canceller() {
            cancelled = task.cancel();
        }

        void runner() {
            task.run();
        }

        void judge(IIII_Result r) {
            r.r1 = cancelled ? 1 : 0;
            r.r2 = Lost.kind(task.peek());
            r.r3 = job.polls;
            r.r4 = value.discarded();
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
        public void canceller() {
            super.canceller();
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }

    /** An end that looks for CANCELLING first and writes afterwards. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenEnd extends Scenario {
        public BrokenEnd() {
            super(Flaw.END_TORN);
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
