package dev.crossweave.benchmarks.families;

import java.util.concurrent.Flow;

/** Emits an array from inside of the request, without any library. */
record ArrayPublisher(Integer[] items) implements Flow.Publisher<Integer> {

    @Override
    public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
        subscriber.onSubscribe(new Emitting(items, subscriber));
    }

    private static final class Emitting implements Flow.Subscription {
        private final Integer[] items;
        private final Flow.Subscriber<? super Integer> subscriber;
        private int next;
        private long demand;
        private boolean emitting;

        Emitting(Integer[] items, Flow.Subscriber<? super Integer> subscriber) {
            this.items = items;
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            if (emitting) {
                return;
            }
            emitting = true;
            for (; demand > 0 && next < items.length; demand--) {
                subscriber.onNext(items[next++]);
            }
            emitting = false;
            if (next == items.length) {
                next++;
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            next = items.length + 1;
        }
    }
}
