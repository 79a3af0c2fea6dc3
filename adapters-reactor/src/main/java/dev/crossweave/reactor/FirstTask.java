package dev.crossweave.reactor;

import dev.crossweave.Hooks;
import dev.crossweave.Rest;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** A task that ends with the first value of its Flux. */
final class FirstTask<T> extends MonoTask<T> {

    /** In place of the first value: it was handed on or discarded. */
    private static final Object GONE = new Object();

    private final Rest rest;

    /** While it drains: null, the first value, or {@link #GONE}. */
    private final AtomicReference<@Nullable Object> first = new AtomicReference<>();

    FirstTask(Flux<? extends T> source, Rest rest) {
        super(source);
        this.rest = rest;
    }

    @Override
    protected boolean onCancel() {
        super.onCancel();
        discardFirst(); // the source may be silent from now on
        return true;
    }

    @Override
    long demand() {
        return rest == Rest.CANCEL ? 1 : Long.MAX_VALUE;
    }

    @Override
    public void onNext(T value) {
        requireSignal(value, "onNext");
        if (rest == Rest.CANCEL) {
            cancelSource(); // before the end is seen (L7)
            complete(value);
        } else if (!first.compareAndSet(null, value)) {
            Hooks.discard(value);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        if (thrown != null) {
            discardFirst();
        }
        super.onError(thrown);
    }

    @Override
    @SuppressWarnings("unchecked") // only a T is ever put there
    public void onComplete() {
        Object value = first.getAndSet(GONE);
        if (value != null && value != GONE) {
            letGo();
            complete((T) value);
        } else {
            super.onComplete();
        }
    }

    private void discardFirst() {
        Object value = first.getAndSet(GONE);
        if (value != GONE) {
            Hooks.discard(value);
        }
    }
}
