package dev.crossweave.verification.stress;

import dev.crossweave.Pollable;
import dev.crossweave.coroutines.CoroutineStreams;
import dev.crossweave.coroutines.CoroutineTasksKt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;

/** A coroutine that waits, and its dispatcher, on which it goes on when the scenario says so. */
final class Suspended extends CoroutineDispatcher {

    private final ConcurrentLinkedQueue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private Deferred<Object> coroutine;

    /** Begins to await on this thread: by the real bridge, or by a twin. */
    void await(Flaw flaw, Pollable<Object> pollable) {
        begin(flaw == Flaw.NONE
                ? (scope, continuation) -> CoroutineTasksKt.await(pollable, continuation)
                : (scope, continuation) -> new SmallAwait(flaw, pollable, continuation).begin());
    }

    /** Begins to collect a stream: by the real bridge, or by a twin, which collects one item. */
    void collect(Flaw flaw, Stock stream, Seen collector) {
        begin(flaw == Flaw.NONE
                ? (scope, continuation) -> collect(stream, collector, continuation)
                : (scope, continuation) -> new SmallAwait(flaw, stream.first(), counted(collector, continuation))
                        .begin());
    }

    @SuppressWarnings("unchecked") // it takes any object
    private static Continuation<Object> counted(Seen collector, Continuation<?> continuation) {
        return new Continuation<>() {
            @Override
            public CoroutineContext getContext() {
                return continuation.getContext();
            }

            @Override
            public void resumeWith(Object result) {
                if (result instanceof Lost.Value) {
                    collector.item();
                }
                ((Continuation<Object>) continuation).resumeWith(result);
            }
        };
    }

    private static Object collect(Stock stream, Seen collector, Continuation<?> continuation) {
        return CoroutineStreams.toFlow(stream).collect((item, resumed) -> {
            collector.item();
            return Unit.INSTANCE;
        }, unit(continuation));
    }

    @SuppressWarnings("unchecked") // it takes any object
    private static Continuation<Unit> unit(Continuation<?> continuation) {
        return (Continuation<Unit>) continuation;
    }

    private void begin(Function2<CoroutineScope, Continuation<? super Object>, Object> body) {
        coroutine = BuildersKt.async(CoroutineScopeKt.CoroutineScope(this), EmptyCoroutineContext.INSTANCE,
                CoroutineStart.UNDISPATCHED, body);
    }

    void cancel() {
        coroutine.cancel(null);
    }

    @Override
    public void dispatch(CoroutineContext context, Runnable block) {
        ready.add(block);
    }

    void runAll() {
        for (Runnable next; (next = ready.poll()) != null;) {
            next.run();
        }
    }

    /** How the coroutine ended; see {@link Lost#kind}. */
    int kind() {
        if (!coroutine.isCompleted()) {
            return 0;
        }
        Throwable thrown = coroutine.getCompletionExceptionOrNull();
        return thrown == null ? 1 : thrown instanceof CancellationException ? 3 : 2;
    }
}
