package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * wake × wake of a coroutine that awaits a pollable directly: it is resumed once (L11). Twice would be an exception of kotlinx's in
 * the thread that wakes.
 */
public final class AwaitWakeWake {

    private AwaitWakeWake() {
    }

    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "resumed once, and ended with the value")
    @Outcome(expect = FORBIDDEN, desc = "resumed twice or never")
    static final class Law {
    }

    abstract static class Scenario {
        private final Offer offer = new Offer();
        private final Suspended coroutine = new Suspended();
        private final AtomicInteger thrown = new AtomicInteger();

        Scenario(Flaw flaw) {
            coroutine.await(flaw, offer);
        }

        void source() {
            guarded(() -> offer.put(Lost.value()));
        }

        void other() {
            guarded(offer::wake);
        }

        private void guarded(Runnable wake) {
            try {
                wake.run();
            } catch (IllegalStateException resumedTwice) {
                thrown.incrementAndGet();
            }
        }

        void judge(III_Result r) {
            coroutine.runAll();
            r.r1 = coroutine.kind();
            r.r2 = thrown.get();
            r.r3 = offer.drops();
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
        public void source() {
            super.source();
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
    public static class BrokenResume extends Scenario {
        public BrokenResume() {
            super(Flaw.RESUME_TORN);
        }

        @Override
        @Actor
        public void source() {
            super.source();
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
