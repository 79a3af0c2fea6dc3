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

/**
 * failure × drop: the stream has ended, and the failure waits in it, or the consumer went before that: then what feeds
 * the channel is stopped, and the failure is reported; once (S3, L8).
 */
public final class ChannelEndDrop {

    private ChannelEndDrop() {
    }

    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "ended first: nothing to stop")
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "gone first: stopped, and the failure reported")
    @Outcome(expect = FORBIDDEN, desc = "the failure is lost, or stopped after the end")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Failure failure = Lost.failure();
        private final Pipe pipe;
        private boolean ended;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
        }

        void producer() {
            ended = pipe.end(Poll.failed(failure));
        }

        void consumer() {
            pipe.drop();
        }

        void judge(III_Result r) {
            r.r1 = ended ? 1 : 0;
            r.r2 = failure.reported();
            r.r3 = pipe.stopped();
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
        public void producer() {
            super.producer();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
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
        public void producer() {
            super.producer();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
