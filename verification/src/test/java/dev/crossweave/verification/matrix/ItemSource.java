package dev.crossweave.verification.matrix;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A source of streams, by the rules of Reactive Streams: so many items, as they are asked for, and an end. */
final class ItemSource implements Publisher<Integer> {

    private final int items;

    /** After the items; null: completes. */
    private final @Nullable Throwable end;

    private final boolean ends;

    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    /** What the start has seen. */
    volatile @Nullable Object context;

    private volatile @Nullable Subscriber<? super Integer> subscriber;
    private volatile int produced;

    /**
     * @param items how many
     * @param ends false when the end is told with {@link #fail} only
     * @param end what it ends with; null for completion
     */
    ItemSource(int items, boolean ends, @Nullable Throwable end) {
        this.items = items;
        this.ends = ends;
        this.end = end;
    }

    @Override
    public void subscribe(Subscriber<? super Integer> asking) {
        starts.incrementAndGet();
        context = Tenant.here();
        subscriber = asking;
        asking.onSubscribe(new Demand(asking));
    }

    /** An error whenever it may come, after a cancellation for instance. */
    void fail(Throwable error) {
        Subscriber<? super Integer> asking = subscriber;
        if (asking != null) {
            asking.onError(error);
        }
    }

    int starts() {
        return starts.get();
    }

    int cancels() {
        return cancels.get();
    }

    CountDownLatch cancelled() {
        return cancelled;
    }

    int produced() {
        return produced;
    }

    /** One thread at a time emits: whoever asks while nobody does. */
    private final class Demand implements Subscription {
        private final Subscriber<? super Integer> asking;
        private long asked;
        private boolean emitting;
        private boolean over;

        Demand(Subscriber<? super Integer> asking) {
            this.asking = asking;
        }

        @Override
        public void request(long count) {
            synchronized (this) {
                asked = asked + count < 0 ? Long.MAX_VALUE : asked + count;
                if (emitting) {
                    return;
                }
                emitting = true;
            }
            while (mayEmit()) {
                int next = produced;
                if (next < items) {
                    produced = next + 1;
                    asking.onNext(next);
                }
                if (produced == items && ends) {
                    end();
                }
            }
        }

        private synchronized boolean mayEmit() {
            boolean item = !over && asked > 0 && produced < items;
            if (item) {
                asked--;
            }
            emitting = item || !over && produced == items && ends;
            return emitting;
        }

        private void end() {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            if (end == null) {
                asking.onComplete();
            } else {
                asking.onError(end);
            }
        }

        @Override
        public void cancel() {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            cancels.incrementAndGet();
            cancelled.countDown();
        }
    }
}
