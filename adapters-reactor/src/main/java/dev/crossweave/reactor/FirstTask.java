package dev.crossweave.reactor;

import dev.crossweave.Hooks;
import dev.crossweave.Rest;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

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
        Context context = currentContext(); // before it is let go of
        super.onCancel();
        discardFirst(context); // the source may be silent from now on
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
            discard(value, currentContext());
        }
    }

    @Override
    public void onError(Throwable thrown) {
        if (thrown != null) {
            discardFirst(currentContext());
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

    private void discardFirst(Context context) {
        Object value = first.getAndSet(GONE);
        if (value != null && value != GONE) {
            discard(value, context);
        }
    }

    /** To the hook that the context may have, too (L9). */
    private static void discard(Object value, Context context) {
        Hooks.discard(value);
        Operators.onDiscard(value, context);
    }
}
