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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * request × complete, over a task that is shown as a Mono: the value is delivered once (L11, §1.1).
 */
public final class ShownRequestEnd {

    private ShownRequestEnd() {
    }

    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "delivered")
    @Outcome(expect = FORBIDDEN, desc = "the value is lost, or comes twice")
    static final class Law {
    }

    abstract static class Scenario {
        private final Completer<Object> task = new Completer<>();
        private final Seen seen = new Seen();
        private final Out out;

        Scenario(Flaw flaw, Via via) {
            out = Out.of(flaw, via, task, seen);
        }

        void requester() {
            out.request(1);
        }

        void completer() {
            task.complete(Lost.value());
        }

        void judge(II_Result r) {
            r.r1 = seen.items();
            r.r2 = seen.completions();
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class Kept extends Scenario {
        public Kept() {
            super(Flaw.NONE, Via.REACTOR);
        }

        @Override
        @Actor
        public void requester() {
            super.requester();
        }

        @Override
        @Actor
        public void completer() {
            super.completer();
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
    public static class BrokenState extends Scenario {
        public BrokenState() {
            super(Flaw.SHOWN_TORN, Via.REACTOR);
        }

        @Override
        @Actor
        public void requester() {
            super.requester();
        }

        @Override
        @Actor
        public void completer() {
            super.completer();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
