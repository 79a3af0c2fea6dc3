package dev.crossweave.verification.matrix;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads a stream, natively: one item after the other, and stops asking after so many. */
final class ItemReader implements Subscriber<Integer> {

    private final int limit;
    private final List<Integer> items = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Outcome<@Nullable Void>> end = new CompletableFuture<>();
    private final CountDownLatch limitReached = new CountDownLatch(1);
    private volatile @Nullable Subscription subscription;

    /**
     * @param limit how many to ask for, then nothing is asked for any more
     */
    ItemReader(int limit) {
        this.limit = limit;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        if (limit > 0) {
            given.request(1);
        }
    }

    @Override
    public void onNext(Integer item) {
        items.add(item);
        int size = items.size();
        if (size < limit) {
            Subscription asked = subscription;
            if (asked != null) {
                asked.request(1);
            }
        } else {
            limitReached.countDown();
        }
    }

    @Override
    public void onError(Throwable thrown) {
        if (!end.complete(Outcome.ofThrown(thrown))) {
            Reported.add(thrown);
        }
    }

    @Override
    public void onComplete() {
        end.complete(Poll.ready(null));
    }

    void cancel() {
        Subscription asked = subscription;
        if (asked != null) {
            asked.cancel();
        }
    }

    List<Integer> items() {
        return List.copyOf(items);
    }

    CompletableFuture<Outcome<@Nullable Void>> end() {
        return end;
    }

    CountDownLatch limitReached() {
        return limitReached;
    }
}
