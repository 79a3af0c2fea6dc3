package dev.crossweave.testkit;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A source of many values whose signals the law gives, and which counts how often it is started and cancelled. A fixture
 * extends it: {@link #source()} gives the thing itself, which calls {@link #started()}, {@link #requested} and
 * {@link #cancelled()}, and {@link #signal} and {@link #signalEnd} give the signals of the ecosystem. Counting is for any
 * thread; the law itself gives one signal after the other.
 *
 * @param <S> the type of the source
 */
public abstract class StreamProbe<S> {

    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private @Nullable RuntimeException refusal;
    private long supply;
    private boolean supplying;

    /** A source that has given no signal. */
    protected StreamProbe() {
    }

    /**
     * The source itself, the same one every time.
     *
     * @return the source
     */
    public abstract S source();

    /**
     * Gives an item to whoever has subscribed.
     *
     * @param item the item
     */
    protected abstract void signal(Object item);

    /**
     * Ends the source.
     *
     * @param outcome how it ends; Cancelled means that somebody else cancels it
     */
    protected abstract void signalEnd(Outcome<@Nullable Void> outcome);

    // ------------------------------------------------------------------------------------------ for the fixture

    /** Counts a start. A cold source calls it first thing when it is started. Throws what the law wants it to throw. */
    protected final void started() {
        starts.incrementAndGet();
        if (refusal != null) {
            throw refusal;
        }
    }

    /**
     * Counts demand; and meets it at once when the law has said so.
     *
     * @param n how many more items
     */
    protected final void requested(long n) {
        demand.addAndGet(n);
        if (supply == 0 || supplying) {
            return;
        }
        supplying = true;
        while (supply > 0 && demand.get() > 0) {
            demand.decrementAndGet();
            supply--;
            signal(ITEM);
        }
        supplying = false;
        if (supply == 0) {
            signalEnd(Poll.ready(null));
        }
    }

    /** Counts a cancellation, which came from the stream. */
    protected final void cancelled() {
        cancels.incrementAndGet();
    }

    /**
     * Gives an item if the source may: always, unless it has a demand model ({@link StreamTrait#DEMAND}).
     *
     * @param item the item
     * @return false when there was no demand: then the item was not given
     */
    protected boolean offer(Object item) {
        if (demand.get() == 0) {
            return false;
        }
        demand.decrementAndGet();
        signal(item);
        return true;
    }

    // ------------------------------------------------------------------------------------------ for the laws

    /** What {@link #supply} gives. */
    static final Object ITEM = "an item";

    /** From now on meets demand at once, from inside of the call that asks, until so many items were given. */
    final void supply(long count) {
        supply = count;
    }

    /** Makes {@link #started()} throw. */
    final void refuseToStart(RuntimeException thrown) {
        refusal = thrown;
    }

    /**
     * How often it was started.
     *
     * @return the count; 0 for a hot source
     */
    public final int starts() {
        return starts.get();
    }

    /**
     * How often the stream has cancelled it.
     *
     * @return the count
     */
    public final int cancels() {
        return cancels.get();
    }

    @Override
    public String toString() {
        return "source (started " + starts + " times, cancelled " + cancels + " times, demand " + demand + ")";
    }
}
