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
 * put × poll: a consumer that finds nothing is woken by the item that comes at that moment (L11).
 *
 * <p>The consumer writes its mark and then reads the slot; the producer writes the slot and then reads the mark; all
 * four are volatile, so they can't miss each other both at once.
 */
public final class ChannelPutPoll {

    private ChannelPutPoll() {
    }

    @Outcome(id = "0, [01]", expect = ACCEPTABLE, desc = "found, and perhaps a needless wake")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "nothing yet, and woken")
    @Outcome(expect = FORBIDDEN, desc = "the wake is lost")
    static final class Law {
    }

    abstract static class Scenario {
        private final Pipe pipe;
        private final Told consumer = new Told();
        private PollableStream.Next next;

        Scenario(Flaw flaw) {
            pipe = Pipe.of(flaw, 1);
        }

        void sender() {
            pipe.trySend(Lost.value());
        }

        void consumer() {
            next = pipe.poll(consumer);
        }

        void judge(II_Result r) {
            r.r1 = next.ordinal();
            r.r2 = consumer.times();
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
    public static class BrokenMark extends Scenario {
        public BrokenMark() {
            super(Flaw.MARK_LATE);
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
    public static class BrokenPut extends Scenario {
        public BrokenPut() {
            super(Flaw.MARK_EARLY);
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
