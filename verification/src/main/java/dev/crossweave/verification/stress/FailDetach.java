package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.Poll;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * failure × detach: a failure that nobody was told is reported exactly once, whoever of the two finds it (L8). The end and
 * DETACHED lie in one word, so at least one of them sees the other; SEEN is set once.
 */
public final class FailDetach {

    private FailDetach() {
    }

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "reported once")
    @Outcome(expect = FORBIDDEN, desc = "the failure is lost, or reported twice (L8)")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Failure failure = Lost.failure();
        private final Outside task;

        Scenario(Flaw flaw) {
            task = Outside.of(flaw, new Outside.Source());
        }

        void failer() {
            task.end(Poll.failed(failure));
        }

        void detacher() {
            task.detach();
        }

        void judge(I_Result r) {
            r.r1 = failure.reported();
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
        public void failer() {
            super.failer();
        }

        @Override
        @Actor
        public void detacher() {
            super.detacher();
        }

        @Override
        @Arbiter
        public void judge(I_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenSeen extends Scenario {
        public BrokenSeen() {
            super(Flaw.SEEN_TORN);
        }

        @Override
        @Actor
        public void failer() {
            super.failer();
        }

        @Override
        @Actor
        public void detacher() {
            super.detacher();
        }

        @Override
        @Arbiter
        public void judge(I_Result r) {
            super.judge(r);
        }
    }
}
