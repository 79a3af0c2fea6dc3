package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.Poll;
import dev.crossweave.Waker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * wake × wake × run: the two wakes share one poll, or the run has seen one and owes a poll for the other; what each
 * waker wrote before is seen by a poll that comes after (R3, L11).
 */
public final class WakeWakeRun {

    private WakeWakeRun() {
    }

    @Outcome(id = "1, 1, [01]", expect = ACCEPTABLE, desc = "both seen, or a poll is owed; one at most")
    @Outcome(expect = FORBIDDEN, desc = "a wake is lost, or owes two polls")
    static final class Law {
    }

    abstract static class Scenario {
        private static final class Two extends Job {
            private int secondWritten;
            private int secondSeen;

            Two() {
                super(Poll.pending());
            }

            @Override
            public Poll<Object> poll(Waker waker) {
                secondSeen = secondWritten;
                return super.poll(waker);
            }
        }

        private final Two job = new Two();
        private final Rights rights = new Rights();
        private final Subject task;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, rights);
        }

        void one() {
            job.written = 1;
            task.wake();
        }

        void other() {
            job.secondWritten = 1;
            task.wake();
        }

        void runner() {
            task.run();
        }

        void judge(III_Result r) {
            int owed = rights.count();
            r.r1 = job.seen == 1 || owed > 0 ? 1 : 0;
            r.r2 = job.secondSeen == 1 || owed > 0 ? 1 : 0;
            r.r3 = owed;
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
        @Actor
        public void runner() {
            super.runner();
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
    public static class BrokenPending extends Scenario {
        public BrokenPending() {
            super(Flaw.PENDING_TORN);
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
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
