package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** register × register of a lazy task: the first awaiter starts it, and once; both are told (L3). */
public final class StartRegister {

    private StartRegister() {
    }

    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "scheduled once; both told")
    @Outcome(expect = FORBIDDEN, desc = "started twice, or an awaiter is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Rights rights = new Rights();
        private final Subject task;
        private final Told first = new Told();
        private final Told second = new Told();

        Scenario(Flaw flaw) {
            task = Subjects.lazy(flaw, Job.ready("value"), rights);
        }

        void one() {
            task.poll(first);
        }

        void other() {
            task.poll(second);
        }

        void judge(III_Result r) {
            r.r1 = rights.count();
            rights.useUp(task::run);
            r.r2 = first.times();
            r.r3 = second.times();
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenStart extends Scenario {
        public BrokenStart() {
            super(Flaw.START_TORN);
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
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
