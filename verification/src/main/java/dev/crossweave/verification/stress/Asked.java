package dev.crossweave.verification.stress;

import dev.crossweave.Poll;

/** A task that has subscribed to the source of one value, as the scenarios drive it: that of an adapter, or a twin. */
interface Asked {

    static Asked of(Flaw flaw, Via via, Feed.Origin origin) {
        if (flaw != Flaw.NONE) {
            return new SmallAsked(flaw, origin);
        }
        return via == Via.REACTOR ? new RealAsked.OfMono(origin) : new RealAsked.OfSingle(origin);
    }

    /** Hands over the subscription. */
    void connect();

    void value(Lost.Value value);

    void fail(Throwable error);

    void cancel();

    Poll<?> peek();
}
