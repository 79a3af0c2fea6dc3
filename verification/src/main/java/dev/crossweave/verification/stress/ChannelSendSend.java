package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * trySend × trySend: each gets a position of its own while there are any; what was taken in arrives, and no more than
 * there is room for (S1, S2).
 */
public final class ChannelSendSend {

    private ChannelSendSend() {
    }

    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "room for one: one sent, the other refused")
    @Outcome(id = "2, 2, 2", expect = ACCEPTABLE, desc = "room for both: both arrive")
    @Outcome(expect = FORBIDDEN, desc = "an item is lost, or more are held than there is room for")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value first = Lost.value();
        private final Lost.Value second = Lost.value();
        private final int room;
        private final Pipe pipe;
        private Channel.Sent one;
        private Channel.Sent other;

        Scenario(Flaw flaw, int room) {
            this.room = room;
            pipe = Pipe.of(flaw, room);
        }

        void one() {
            one = pipe.trySend(first);
        }

        void other() {
            other = pipe.trySend(second);
        }

        void judge(III_Result r) {
            r.r1 = room;
            r.r2 = (one == Channel.Sent.SENT ? 1 : 0) + (other == Channel.Sent.SENT ? 1 : 0);
            pipe.drain();
            r.r3 = first.delivered + second.delivered;
        }
    }

    @JCStressTest
    @JCStressMeta(Law.class)
    @State
    public static class Kept extends Scenario {
        public Kept() {
            super(Flaw.NONE, 1);
        }

        @Override
        @Actor
        public void one() {
            super.one();
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
    public static class KeptRoomForBoth extends Scenario {
        public KeptRoomForBoth() {
            super(Flaw.NONE, 2);
        }

        @Override
        @Actor
        public void one() {
            super.one();
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
    public static class BrokenPosition extends Scenario {
        public BrokenPosition() {
            super(Flaw.POSITION_TORN, 2);
        }

        @Override
        @Actor
        public void one() {
            super.one();
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
