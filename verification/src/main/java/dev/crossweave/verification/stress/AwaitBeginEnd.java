package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.Completer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A coroutine that begins to await × the value: it finds it or is resumed, once (L11). Over a pollable that it polls itself, and
 * over a task that it only observes, which is told to the coroutine by the task's own awaiter.
 */
public final class AwaitBeginEnd {

    private AwaitBeginEnd() {
    }

    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "ended with the value")
    @Outcome(expect = FORBIDDEN, desc = "never resumed, or resumed twice")
    static final class Law {
    }

    abstract static class Scenario {
        private final Offer offer = new Offer();
        private final Completer<Object> task = new Completer<>();
        private final Suspended coroutine = new Suspended();
        private final Flaw flaw;
        private final boolean observes;

        Scenario(Flaw flaw, boolean observes) {
            this.flaw = flaw;
            this.observes = observes;
        }

        void coroutine() {
            coroutine.await(flaw, observes ? task : offer);
        }

        void source() {
            if (observes) {
                task.complete(Lost.value());
            } else {
                offer.put(Lost.value());
            }
        }

        void judge(III_Result r) {
            coroutine.runAll();
            r.r1 = coroutine.kind();
            r.r2 = Lost.strays();
            r.r3 = observes ? 1 : offer.drops();
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class Kept extends Scenario {
        public Kept() {
            super(Flaw.NONE, false);
        }

        @Override
        @Actor
        public void coroutine() {
            super.coroutine();
        }

        @Override
        @Actor
        public void source() {
            super.source();
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
    public static class KeptTask extends Scenario {
        public KeptTask() {
            super(Flaw.NONE, true);
        }

        @Override
        @Actor
        public void coroutine() {
            super.coroutine();
        }

        @Override
        @Actor
        public void source() {
            super.source();
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
            super(Flaw.WOKEN_UNCHECKED, false);
        }

        @Override
        @Actor
        public void coroutine() {
            super.coroutine();
        }

        @Override
        @Actor
        public void source() {
            super.source();
        }

        @Override
        @Arbiter
        public void judge(III_Result r) {
            super.judge(r);
        }
    }
}
