package dev.crossweave.verification.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * request × onNext: five items through room for four, whichever thread emits them. All arrive, in order; who found nothing is
 * woken (L11); what is asked for and not taken never exceeds the capacity (S1).
 *
 * <p>The publisher emits from the thread that asks or from its own, one at a time, as the operators do: whoever finds the other
 * at work leaves the rest to it. So items that come out of the call that asks for them, which are put without ordering, and
 * those that don't follow each other, in both directions. The first are for the asking thread alone to put, which
 * {@code asking} tells: no other thread ever writes itself there.
 */
public final class FeedAskNext {

    private FeedAskNext() {
    }

    @Outcome(id = "5, 0, 0", expect = ACCEPTABLE, desc = "all, in order, nobody left waiting")
    @Outcome(expect = FORBIDDEN, desc = "an item is lost or out of order, a wake is lost, or there is more than room for")
    static final class Law {
    }

    abstract static class Scenario {
        private static final int ITEMS = 5;
        private static final int ROOM = 4;

        /** The publisher: emits what there is and was asked for. */
        private final class Emitter extends Feed.Origin {
            private final AtomicInteger work = new AtomicInteger();
            private final AtomicInteger there = new AtomicInteger();
            private int emitted;

            @Override
            void request(long n) {
                super.request(n);
                if (requested.get() - taken > ROOM) {
                    tooMuch = true;
                }
                emit();
            }

            void emit() {
                int missed = 1;
                if (work.getAndIncrement() != 0) {
                    return;
                }
                do {
                    while (emitted < there.get() && emitted < requested.get()) {
                        feed.next(items[emitted++]);
                    }
                    missed = work.addAndGet(-missed);
                } while (missed != 0);
            }
        }

        private final Lost.Value[] items = new Lost.Value[ITEMS];
        private final Emitter emitter = new Emitter();
        private final Told told = new Told();
        private final Feed feed;

        // The consumer's own.
        private boolean tooMuch;
        private int taken;
        private int inOrder;
        private boolean waits;

        Scenario(Flaw flaw, Via via) {
            for (int i = 0; i < ITEMS; i++) {
                items[i] = Lost.value();
            }
            feed = Feed.of(flaw, via, emitter, ROOM);
            feed.poll(Waker.NOOP);
            feed.connect();
            emitter.there.set(4);
        }

        void publisher() {
            emitter.there.set(ITEMS);
            emitter.emit();
        }

        void consumer() {
            consume(told);
            waits = true;
        }

        private void consume(Waker waker) {
            while (feed.poll(waker) == PollableStream.Next.ITEM) {
                int position = taken++;
                if (feed.take() == items[position]) {
                    inOrder++;
                }
            }
        }

        void judge(III_Result r) {
            int before = inOrder;
            int wakes = told.times();
            consume(Waker.NOOP);
            r.r1 = inOrder;
            r.r2 = waits && inOrder != before && wakes == 0 ? 1 : 0;
            r.r3 = tooMuch ? 1 : 0;
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
        public void publisher() {
            super.publisher();
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
    public static class KeptRxJava extends Scenario {
        public KeptRxJava() {
            super(Flaw.NONE, Via.RXJAVA);
        }

        @Override
        @Actor
        public void publisher() {
            super.publisher();
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
    public static class KeptFlow extends Scenario {
        public KeptFlow() {
            super(Flaw.NONE, Via.FLOW);
        }

        @Override
        @Actor
        public void publisher() {
            super.publisher();
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
    public static class BrokenAsking extends Scenario {
        public BrokenAsking() {
            super(Flaw.ASKING_SHARED, Via.REACTOR);
        }

        @Override
        @Actor
        public void publisher() {
            super.publisher();
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
    public static class BrokenLimit extends Scenario {
        public BrokenLimit() {
            super(Flaw.LIMIT_LATE, Via.REACTOR);
        }

        @Override
        @Actor
        public void publisher() {
            super.publisher();
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
    public static class BrokenMark extends Scenario {
        public BrokenMark() {
            super(Flaw.MARK_LATE, Via.REACTOR);
        }

        @Override
        @Actor
        public void publisher() {
            super.publisher();
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
