package dev.crossweave.testkit;

import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose items, the numbers from zero on, are all there from the beginning. It counts its drops, and calls that
 * break the rules of streams.
 */
final class Items implements PollableStream<Object> {

    private final long count;
    private final Outcome<@Nullable Void> end;
    private long next;
    int drops;
    int misuses;

    Items(long count, Outcome<@Nullable Void> end) {
        this.count = count;
        this.end = end;
    }

    @Override
    public Next poll(Waker waker) {
        check();
        return next < count ? Next.ITEM : Next.END;
    }

    @Override
    public Object take() {
        check();
        return (int) (next++ % 100); // of the small numbers that are boxed already
    }

    @Override
    public Outcome<@Nullable Void> end() {
        check();
        return end;
    }

    @Override
    public void drop() {
        check();
        drops++;
    }

    private void check() {
        if (drops > 0) {
            misuses++;
        }
    }

    @Override
    public String toString() {
        return "stream of " + count + " items (" + next + " taken, dropped " + drops + " times, misused " + misuses
                + " times)";
    }
}
