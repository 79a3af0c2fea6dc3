package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.Poll;
import dev.crossweave.Waker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * end × take while a send waits: the send is served before the end, which is not lost although room is given without a
 * compare-and-set (S2). Both happen under the lock.
 */
public final class ChannelEndTake {

    private ChannelEndTake() {
    }

    @Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "the send has ended, its item arrived, and then the end")
    @Outcome(expect = FORBIDDEN, desc = "the send, its item or the end is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value item = Lost.value();
        private final Pipe pipe;
        private final Pipe.Send send;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
            pipe.trySend(Lost.value());
            pipe.poll(Waker.NOOP);
            send = pipe.send(item);
        }

        void producer() {
            pipe.end(Poll.ready(null));
        }

        void consumer() {
            pipe.take();
        }

        void judge(III_Result r) {
            r.r3 = pipe.drain().ordinal();
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
    public static class BrokenRoom extends Scenario {
        public BrokenRoom() {
            super(Flaw.ROOM_TORN);
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
