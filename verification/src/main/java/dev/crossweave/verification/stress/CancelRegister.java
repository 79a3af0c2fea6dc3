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

/**
 * cancel with a reason × register: both go into the list of awaiters, and neither is lost: the awaiter is told once,
 * and the outcome has the reason (R4).
 */
public final class CancelRegister {

    private CancelRegister() {
    }

    @Outcome(id = "1, 3, 1", expect = ACCEPTABLE, desc = "told once, cancelled with the reason")
    @Outcome(expect = FORBIDDEN, desc = "the awaiter or the reason is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Rights rights = new Rights();
        private final Subject task;
        private final Told awaiter = new Told();
        private final Throwable reason = Lost.failure();

        Scenario(Flaw flaw) {
            task = Subjects.scheduled(flaw, Job.pending(), rights);
        }

        void canceller() {
            task.cancel(reason);
        }

        void awaiter() {
            task.poll(awaiter);
        }

        void judge(III_Result r) {
            task.run();
            r.r1 = awaiter.times();
            r.r2 = Lost.kind(task.peek());
            r.r3 = Lost.reason(task.peek()) == reason ? 1 : 0;
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
        public void awaiter() {
            super.awaiter();
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
    public static class BrokenRegister extends Scenario {
        public BrokenRegister() {
            super(Flaw.REGISTER_TORN);
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Actor
        public void awaiter() {
            super.awaiter();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
