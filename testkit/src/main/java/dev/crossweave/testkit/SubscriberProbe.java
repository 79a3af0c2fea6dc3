package dev.crossweave.testkit;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A look at a stream that was converted out: the fixture subscribes, asks for nothing by itself, and tells this what it
 * sees. Signals come one after the other; each happens-before the next.
 */
public final class SubscriberProbe {

    private final List<Object> items = new ArrayList<>();
    private LongConsumer request = n -> {
        throw new IllegalStateException("This subscriber has no subscription; expected connected(request, cancel).");
    };
    private Runnable cancel = () -> request.accept(0);
    private @Nullable Outcome<@Nullable Void> end;
    private Runnable beforeEnd = () -> {
    };
    private boolean askingForEach;
    private boolean keeping = true;
    private long count;
    private int ends;

    /** A subscriber that has seen nothing. */
    public SubscriberProbe() {
    }

    // ------------------------------------------------------------------------------------------ for the fixture

    /**
     * The subscription has come.
     *
     * @param request asks for so many more items
     * @param cancel cancels the subscription
     */
    public void connected(LongConsumer request, Runnable cancel) {
        this.request = request;
        this.cancel = cancel;
    }

    /**
     * An item has come.
     *
     * @param item the item
     */
    public void item(Object item) {
        count++;
        if (keeping) {
            items.add(item);
        }
        if (askingForEach) {
            request.accept(1);
        }
    }

    /** The end has come, without a failure. */
    public void completed() {
        see(Poll.ready(null));
    }

    /**
     * An error has come, in an ecosystem that tells cancellation from failure by the class of it.
     *
     * @param error the very object that the user gets
     */
    public void thrown(Throwable error) {
        see(error instanceof CancellationException ? Poll.cancelled(error) : Poll.failed(error));
    }

    private void see(Outcome<@Nullable Void> outcome) {
        beforeEnd.run();
        ends++;
        end = end == null ? outcome : end;
    }

    // ------------------------------------------------------------------------------------------ for the laws

    void request(long n) {
        request.accept(n);
    }

    void cancel() {
        cancel.run();
    }

    /** From now on asks for one more inside of each item. */
    void askForEach() {
        askingForEach = true;
    }

    /** From now on counts items and keeps none. */
    void keepNone() {
        keeping = false;
    }

    /** What to do when the end has come, before it is noted. */
    void beforeEnd(Runnable action) {
        beforeEnd = action;
    }

    List<Object> items() {
        return items;
    }

    long count() {
        return count;
    }

    int ends() {
        return ends;
    }

    Outcome<@Nullable Void> end(Law law) {
        if (end == null) {
            throw law.broken("an end", this);
        }
        return end;
    }

    @Override
    public String toString() {
        return "subscriber (" + count + " items, " + ends + " ends: " + end + ")";
    }
}
