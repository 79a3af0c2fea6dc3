package dev.crossweave.verification.stress;

import dev.crossweave.Task;

/** The subscription to a stream, or to a task, as the scenarios drive it: that of an adapter, or a twin. */
interface Out {

    /** Subscribes to a stream. */
    static Out of(Flaw flaw, Via via, Stock stream, Seen subscriber) {
        return flaw == Flaw.NONE ? RealOut.of(via, stream, subscriber) : new SmallDrain(flaw, stream, subscriber);
    }

    /** Subscribes to a task. */
    static Out of(Flaw flaw, Via via, Task<Object> task, Seen subscriber) {
        return flaw == Flaw.NONE ? RealOut.of(via, task, subscriber) : new SmallShown(flaw, task, subscriber);
    }

    void request(long n);

    void cancel();
}
