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
 * end × register, seen by an awaiter that was there before: it is told exactly once, by the end or by the awaiter that came
 * at the same moment and took the list (R4). The list is taken with one exchange.
 */
public final class EndRegisterOther {

    private EndRegisterOther() {
    }

    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "told once; the other got the outcome or was told")
    @Outcome(expect = FORBIDDEN, desc = "an awaiter was told twice, or never (R4)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Subject task;
        private final Told before = new Told();
        private final Told awaiter = new Told();
        private boolean ready;

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, Job.ready(Lost.value()), new Rights());
            task.poll(before);
        }

        void runner() {
            task.run();
        }

        void awaiter() {
            ready = task.poll(awaiter).isReady();
        }

        void judge(II_Result r) {
            r.r1 = before.times();
            r.r2 = ready || awaiter.times() == 1 ? 1 : 0;
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
        public void awaiter() {
            super.awaiter();
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
    public static class BrokenTake extends Scenario {
        public BrokenTake() {
            super(Flaw.TAKE_TORN);
        }

        @Override
        @Actor
        public void runner() {
            super.runner();
        }

        @Override
        @Actor
        public void awaiter() {
            super.awaiter();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
