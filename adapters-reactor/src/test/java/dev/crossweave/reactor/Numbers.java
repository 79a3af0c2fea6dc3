package dev.crossweave.reactor;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;

/** A stream of the numbers from zero on, which are all there from the beginning. */
final class Numbers implements PollableStream<Integer> {

    private final long count;
    private int next;
    int drops;

    Numbers(long count) {
        this.count = count;
    }

    @Override
    public Next poll(Waker waker) {
        if (drops > 0) {
            throw new IllegalStateException("polled after its drop");
        }
        return next < count ? Next.ITEM : Next.END;
    }

    @Override
    public Integer take() {
        return next++;
    }

    @Override
    public Outcome<Void> end() {
        return Poll.ready(null);
    }

    @Override
    public void drop() {
        drops++;
    }
}
