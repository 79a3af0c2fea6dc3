package dev.crossweave.verification.stress;

import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A stream that subscribes to a publisher, both its sides, as the scenarios drive it: that of an adapter, or a twin. */
interface Feed {

    /** The publisher behind the subscription: counts what is asked of it. */
    class Origin {
        final AtomicLong requested = new AtomicLong();
        final AtomicInteger cancelled = new AtomicInteger();

        void request(long n) {
            requested.addAndGet(n);
        }

        void cancel() {
            cancelled.incrementAndGet();
        }
    }

    static Feed of(Flaw flaw, Via via, Origin origin, int capacity) {
        return flaw == Flaw.NONE ? RealFeed.of(via, origin, capacity) : new SmallFeed(flaw, origin, capacity);
    }

    // ------------------------------------------------------------------------------------------ the publisher

    /** Hands over the subscription. */
    void connect();

    void next(Lost.Value item);

    void fail(Throwable error);

    // ------------------------------------------------------------------------------------------ one thread at a time

    PollableStream.Next poll(Waker waker);

    /** The next item, after a poll that found one. */
    Lost.Value take();

    void drop();
}
