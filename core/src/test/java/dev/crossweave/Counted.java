package dev.crossweave;

/** The numbers from zero on, all there from the beginning. Counts its calls. */
final class Counted implements PollableStream<Integer> {

    private final long count;
    private int next;
    private boolean dropped;
    int drops;

    Counted(long count) {
        this.count = count;
    }

    @Override
    public Next poll(Waker waker) {
        if (dropped) {
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
        dropped = true;
        drops++;
    }
}
