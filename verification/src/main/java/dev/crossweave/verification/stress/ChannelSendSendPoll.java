package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.PollableStream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * put × put × poll: whichever of the two items lies before the other, a consumer that found nothing is woken, once,
 * and both arrive (L11, S2).
 */
public final class ChannelSendSendPoll {

    private ChannelSendSendPoll() {
    }

    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "found or woken; both delivered")
    @Outcome(expect = FORBIDDEN, desc = "the wake or an item is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Lost.Value first = Lost.value();
        private final Lost.Value second = Lost.value();
        private final Pipe pipe;
        private final Told consumer = new Told();
        private PollableStream.Next next;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 2);
        }

        void one() {
            pipe.trySend(first);
        }

        void other() {
            pipe.trySend(second);
        }

        void consumer() {
            next = pipe.poll(consumer);
        }

        void judge(II_Result r) {
            r.r1 = next == PollableStream.Next.ITEM || consumer.times() == 1 ? 1 : 0;
            pipe.drain();
            r.r2 = first.delivered + second.delivered;
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
        public void one() {
            super.one();
        }

        @Override
        @Actor
        public void other() {
            super.other();
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
    public static class BrokenMark extends Scenario {
        public BrokenMark() {
            super(Flaw.MARK_LATE);
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
    public static class BrokenPosition extends Scenario {
        public BrokenPosition() {
            super(Flaw.POSITION_TORN);
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
