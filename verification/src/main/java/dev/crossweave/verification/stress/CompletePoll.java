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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * complete × poll: an awaiter gets the value whole, or is told (L11).
 *
 * <p>Rests on R2: the payload is written before the end, and read only after the end was seen in the word; and on R4.
 */
public final class CompletePoll {

    private CompletePoll() {
    }

    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "pending, and told")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the value")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the value, and told as well")
    @Outcome(expect = FORBIDDEN, desc = "never told, or the end was seen before the value")
    static final class Law {
    }

    abstract static class Scenario {
        private final Outside task;
        private final Told awaiter = new Told();
        private final Lost.Value value = Lost.value();
        private int got;

        Scenario(Flaw flaw) {
            task = Outside.of(flaw, new Outside.Source());
        }

        void completer() {
            task.complete(value);
        }

        void awaiter() {
            Poll<Object> poll = task.poll(awaiter);
            boolean whole = poll instanceof dev.crossweave.Outcome.Value<Object>(Object held) && held == value;
            got = whole ? 1 : poll == Poll.pending() ? 0 : -1;
        }

        void judge(II_Result r) {
            r.r1 = got;
            r.r2 = awaiter.times();
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
        public void completer() {
            super.completer();
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
    public static class BrokenPublish extends Scenario {
        public BrokenPublish() {
            super(Flaw.PUBLISH_FIRST);
        }

        @Override
        @Actor
        public void completer() {
            super.completer();
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
