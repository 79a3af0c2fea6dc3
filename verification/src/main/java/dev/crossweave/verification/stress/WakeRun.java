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
 * wake × run: no wake is lost, and what the waker wrote before is visible to the poll that answers it, even when the task was
 * scheduled already (L11).
 *
 * <p>Rests on R3: the wake writes the word although it changes nothing, and the run begins with an atomic access to the word, so
 * one of them comes first. When it is the wake, the plain write happens-before the poll; when it is the run, the wake finds
 * RUNNING and owes another poll.
 */
public final class WakeRun {

    private WakeRun() {
    }

    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the wake came first: the poll saw what was written")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the poll came first: another one is owed")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both: the wake came during the poll, which saw it nonetheless")
    @Outcome(expect = FORBIDDEN, desc = "the wake is lost, or its write (L11)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Job job = Job.pending();
        private final Rights rights = new Rights();
        private final Subject task;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, job, rights);
        }

        void waker() {
            job.written = 1;
            task.wake();
        }

        void runner() {
            task.run();
        }

        void judge(II_Result r) {
            r.r1 = job.seen;
            r.r2 = rights.count();
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

    /** A wake that doesn't write when already scheduled: its store may still be in the buffer when the run reads. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenUnwritten extends Scenario {
        public BrokenUnwritten() {
            super(Flaw.WAKE_UNWRITTEN);
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

    /** A pending poll that overwrites the wake which came during it. */
    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenPending extends Scenario {
        public BrokenPending() {
            super(Flaw.PENDING_TORN);
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
