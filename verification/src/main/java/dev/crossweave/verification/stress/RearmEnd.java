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
 * re-arm × end: whoever sees the end may re-arm at once, and await the next life, while the thread that ended the life
 * before is still about to tell its awaiters. Each awaiter is told once, at the end of its own life (R4, L3).
 *
 * <p>The end may be a run, a discard or a rejection; the re-arm waits until the list of the life before has been
 * taken, and an end that it didn't see at first is none to it.
 */
public final class RearmEnd {

    private RearmEnd() {
    }

    @Outcome(id = "0, 1, 0, 0", expect = ACCEPTABLE, desc = "refused: the life had not ended")
    @Outcome(id = "1, 1, 0, 1", expect = ACCEPTABLE, desc = "re-armed: each awaiter told of its own life")
    @Outcome(expect = FORBIDDEN, desc = "an awaiter is told of another life, or never")
    static final class Law {
    }

    abstract static class Scenario {
        private final Reused task;
        private final Reused.Ending ending;
        private final Told before = new Told();
        private final Told after = new Told();
        private boolean rearmed;

        Scenario(Flaw flaw, Reused.Ending ending) {
            this.ending = ending;
            task = Reused.lazy(flaw);
            task.poll(before);
        }

        void ender() {
            task.end(ending);
        }

        void rearmer() {
            rearmed = task.rearm();
            if (rearmed) {
                task.poll(after);
            }
        }

        void judge(IIII_Result r) {
            r.r1 = rearmed ? 1 : 0;
            r.r2 = before.times();
            r.r3 = after.times();
            if (rearmed) {
                task.end(Reused.Ending.RUN);
            }
            r.r4 = after.times();
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class Kept extends Scenario {
        public Kept() {
            super(Flaw.NONE, Reused.Ending.RUN);
        }

        @Override
        @Actor
        public void ender() {
            super.ender();
        }

        @Override
        @Actor
        public void rearmer() {
            super.rearmer();
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
    public static class KeptDiscard extends Scenario {
        public KeptDiscard() {
            super(Flaw.NONE, Reused.Ending.DISCARD);
        }

        @Override
        @Actor
        public void ender() {
            super.ender();
        }

        @Override
        @Actor
        public void rearmer() {
            super.rearmer();
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
    public static class KeptRejection extends Scenario {
        public KeptRejection() {
            super(Flaw.NONE, Reused.Ending.REJECTION);
        }

        @Override
        @Actor
        public void ender() {
            super.ender();
        }

        @Override
        @Actor
        public void rearmer() {
            super.rearmer();
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
    public static class BrokenRearm extends Scenario {
        public BrokenRearm() {
            super(Flaw.REARM_HASTY, Reused.Ending.RUN);
        }

        @Override
        @Actor
        public void ender() {
            super.ender();
        }

        @Override
        @Actor
        public void rearmer() {
            super.rearmer();
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
    public static class BrokenLook extends Scenario {
        public BrokenLook() {
            super(Flaw.REARM_LOOKS_TWICE, Reused.Ending.RUN);
        }

        @Override
        @Actor
        public void ender() {
            super.ender();
        }

        @Override
        @Actor
        public void rearmer() {
            super.rearmer();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
