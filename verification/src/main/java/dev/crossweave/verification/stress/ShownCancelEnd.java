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
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * cancel × complete, over a task that is shown as a Mono or a Single: the subscriber gets the value, or the task is cancelled
 * and discards it, or keeps it when it came too late for that (L6, L9). What the subscriber has brought about itself doesn't come
 * back to it as an error.
 */
public final class ShownCancelEnd {

    private ShownCancelEnd() {
    }

    @Outcome(id = "1, 0, 1, 0", expect = ACCEPTABLE, desc = "the value came first")
    @Outcome(id = "0, 0, 1, 0", expect = ACCEPTABLE, desc = "the value came first, and the subscriber went before it was told")
    @Outcome(id = "0, 0, 3, 1", expect = ACCEPTABLE, desc = "the cancel came first")
    @Outcome(expect = FORBIDDEN, desc = "the value is lost, the task goes on for nobody, or the cancel comes back as an error")
    static final class Law {
    }

    abstract static class Scenario {
        private final Completer<Object> task = new Completer<>();
        private final Lost.Value value = Lost.value();
        private final Seen seen = new Seen();
        private final Out out;

        Scenario(Flaw flaw, Via via) {
            out = Out.of(flaw, via, task, seen);
            out.request(1);
        }

        void completer() {
            task.complete(value);
        }

        void canceller() {
            out.cancel();
        }

        void judge(IIII_Result r) {
            r.r1 = seen.items();
            r.r2 = seen.errors();
            r.r3 = Lost.kind(task.peek());
            r.r4 = value.discarded();
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
        public void completer() {
            super.completer();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class KeptRxJava extends Scenario {
        public KeptRxJava() {
            super(Flaw.NONE, Via.RXJAVA);
        }

        @Override
        @Actor
        public void completer() {
            super.completer();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class BrokenDone extends Scenario {
        public BrokenDone() {
            super(Flaw.DONE_LATE, Via.REACTOR);
        }

        @Override
        @Actor
        public void completer() {
            super.completer();
        }

        @Override
        @Actor
        public void canceller() {
            super.canceller();
        }

        @Override
        @Arbiter
        public void judge(IIII_Result r) {
            super.judge(r);
        }
    }
}
