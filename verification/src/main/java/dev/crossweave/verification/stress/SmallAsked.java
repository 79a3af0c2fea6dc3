package dev.crossweave.verification.stress;

import dev.crossweave.Hooks;
import dev.crossweave.Poll;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A task that has subscribed to the source of one value, in small, with one {@link Flaw}: the twins of the real ones. No part
 * of Crossweave uses it.
 */
final class SmallAsked implements Asked {

    /** In place of the subscription. */
    private static final Feed.Origin CANCELLED = new Feed.Origin();

    private final Flaw flaw;
    private final Feed.Origin origin;
    private final SmallCompleter task;
    private final AtomicReference<Feed.Origin> subscription = new AtomicReference<>();

    SmallAsked(Flaw flaw, Feed.Origin origin) {
        this.flaw = flaw;
        this.origin = origin;
        task = new SmallCompleter(flaw, new Outside.Source());
    }

    @Override
    public void connect() {
        if (!Cell.set(subscription, null, origin, flaw == Flaw.CONNECT_TORN)) {
            origin.cancel();
        }
    }

    @Override
    public void value(Lost.Value value) {
        task.complete(value);
    }

    @Override
    public void fail(Throwable error) {
        if (!task.end(Poll.failed(error))) {
            Hooks.lateError(error);
        }
    }

    @Override
    public void cancel() {
        task.cancel();
        if (Cell.swap(subscription, CANCELLED, flaw == Flaw.CONNECT_TORN) == origin) {
            origin.cancel();
        }
    }

    @Override
    public Poll<?> peek() {
        return task.peek();
    }
}
