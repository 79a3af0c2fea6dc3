package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.Waker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * send that waits × take: the send waits for room, or finds the room that is given back at that moment; its item
 * arrives and it ends with a value, either way (S2).
 */
public final class ChannelWaitTake {

    private ChannelWaitTake() {
    }

    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the send has ended, the item arrived")
    @Outcome(expect = FORBIDDEN, desc = "the send waits for ever, or its item is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Pipe pipe;
        private Pipe.Send send;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
            pipe.trySend(Lost.value());
            pipe.poll(Waker.NOOP);
        }

        void sender() {
            send = pipe.send(item);
        }

        void consumer() {
            pipe.take();
        }

        void judge(II_Result r) {
            pipe.drain();
            r.r1 = send.kind();
            r.r2 = item.delivered;
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
        public void sender() {
            super.sender();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
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
    public static class BrokenWait extends Scenario {
        public BrokenWait() {
            super(Flaw.WAIT_UNCHECKED);
        }

        @Override
        @Actor
        public void sender() {
            super.sender();
        }

        @Override
        @Actor
        public void consumer() {
            super.consumer();
        }

        @Override
        @Arbiter
        public void judge(II_Result r) {
            super.judge(r);
        }
    }
}
