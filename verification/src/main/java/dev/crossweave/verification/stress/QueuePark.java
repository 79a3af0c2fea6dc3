package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * schedule × park: a thread that is about to park on an empty queue doesn't miss what comes at that moment (L11). It puts itself
 * into the inbox with the same compare-and-set that finds it empty. When the real one misses a wake, jcstress reports a
 * time-out.
 */
public final class QueuePark {

    private QueuePark() {
    }

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "polled, and ended")
    @Outcome(expect = FORBIDDEN, desc = "the wake was missed")
    static final class Law {
    }

    abstract static class Scenario {
        private final Queue queue;
        private boolean inTime;

        Scenario(Flaw flaw) {
            queue = Queue.of(flaw, Job.readyAtSecond(Lost.value()));
        }

        void waker() {
            queue.wake(0);
        }

        void runner() {
            inTime = queue.runUntil(0);
        }

        void judge(I_Result r) {
            r.r1 = inTime && queue.kind(0) == 1 ? 1 : 0;
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
        public void judge(I_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenPark extends Scenario {
        public BrokenPark() {
            super(Flaw.PARK_TORN);
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
        public void judge(I_Result r) {
            super.judge(r);
        }
    }
}
