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
import org.openjdk.jcstress.infra.results.III_Result;

/** failure × failure: one of them is the end, the other is reported once (L8). */
public final class ChannelEndEnd {

    private ChannelEndEnd() {
    }

    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "one is the end, the other was reported")
    @Outcome(expect = FORBIDDEN, desc = "a failure is lost, or two were accepted")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Failure first = Lost.failure();
        private final Lost.Failure second = Lost.failure();
        private final Pipe pipe;
        private boolean one;
        private boolean other;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
        }

        void one() {
            one = pipe.end(Poll.failed(first));
        }

        void other() {
            other = pipe.end(Poll.failed(second));
        }

        void judge(III_Result r) {
            r.r1 = (one ? 1 : 0) + (other ? 1 : 0);
            r.r2 = first.reported() + second.reported();
            pipe.drain();
            r.r3 = pipe.failure() == (one ? first : second) ? 1 : 0;
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
    public static class BrokenEnd extends Scenario {
        public BrokenEnd() {
            super(Flaw.END_UNLOCKED);
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
