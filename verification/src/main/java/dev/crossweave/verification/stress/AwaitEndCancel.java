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
 * complete × cancel of a coroutine that awaits a task: the coroutine ends with the value or cancelled; the task keeps its value
 * for others either way, and nothing is discarded (L4, L9).
 */
public final class AwaitEndCancel {

    private AwaitEndCancel() {
    }

    @Outcome(id = "[13], 1, 0, 0", expect = ACCEPTABLE, desc = "the value, or cancelled while the task has it")
    @Outcome(expect = FORBIDDEN, desc = "the value is lost or discarded, or the coroutine hangs or was resumed twice")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value value = Lost.value();
        private final Completer<Object> task = new Completer<>();
        private final Suspended coroutine = new Suspended();

        Scenario(Flaw flaw) {
            coroutine.await(flaw, task);
        }

        void source() {
            task.complete(value);
        }

        void canceller() {
            coroutine.cancel();
        }

        void judge(IIII_Result r) {
            coroutine.runAll();
            r.r1 = coroutine.kind();
            r.r2 = Lost.kind(task.peek());
            r.r3 = value.discarded();
            r.r4 = Lost.strays();
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
    public static class BrokenOwner extends Scenario {
        public BrokenOwner() {
            super(Flaw.OBSERVER_CANCELS);
        }

        @Override
        @Actor
        public void source() {
            super.source();
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
