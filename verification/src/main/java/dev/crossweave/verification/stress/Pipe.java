package dev.crossweave.verification.stress;

import dev.crossweave.Channel;
import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;

/** A bounded channel of values, both its sides, as the scenarios drive it: the real one, or a twin. */
interface Pipe {

    static Pipe of(Flaw flaw, int capacity) {
        return flaw == Flaw.NONE ? new RealPipe(capacity) : new SmallPipe(flaw, capacity);
    }

    /** A send that may wait. */
    interface Send {
        void cancel();

        /** How it ended; see {@link Lost#kind}. */
        int kind();
    }

    Channel.Sent trySend(Lost.Value item);

    Send send(Lost.Value item);

    boolean end(Outcome<Void> end);

    // ------------------------------------------------------------------------------------------ one thread at a time

    PollableStream.Next poll(Waker waker);

    /** The next item, after a poll that found one. */
    Lost.Value take();

    /** Why the stream ended; null when it completed. After a poll that found the end. */
    Throwable failure();

    void drop();

    /** How often what the pipe feeds from was stopped, because the consumer went before the end. */
    int stopped();

    /** Takes what there is, counting for each item that it was delivered, and answers what the last poll did. */
    default PollableStream.Next drain() {
        PollableStream.Next next = poll(Waker.NOOP);
        while (next == PollableStream.Next.ITEM) {
            take().delivered++;
            next = poll(Waker.NOOP);
        }
        return next;
    }
}
