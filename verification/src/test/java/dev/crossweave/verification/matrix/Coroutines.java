package dev.crossweave.verification.matrix;

import dev.crossweave.Ownership;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.coroutines.CoroutineTasks;
import dev.crossweave.coroutines.CoroutineTasksKt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.NonCancellable;
import kotlinx.coroutines.TimeoutKt;
import kotlinx.coroutines.future.FutureKt;

/** The kinds of kotlinx.coroutines. A suspend function is what the compiler makes of one that only calls another at its end. */
final class Coroutines {

    static final Kind DEFERRED = Kind.<Deferred<Object>>of("Deferred",
            new Kind.Traits(true, false, true, false, 0),
            Coroutines::deferred,
            deferred -> CoroutineTasks.fromDeferred(deferred, Ownership.OWNED),
            (task, origin) -> CoroutineTasks.toDeferred(task),
            Kind.through(deferred -> deferred), // there is no operator on it
            FutureKt::asCompletableFuture);

    static final Kind SUSPEND = Kind.<Suspend>of("suspend",
            new Kind.Traits(true, true, true, true, 1),
            Coroutines::suspend,
            function -> Tasks.on(ForkJoinPool.commonPool()::execute).lazy(CoroutineTasksKt.pollable(function)),
            Coroutines::awaiting,
            Coroutines::seeing,
            function -> FutureKt.future(scope(), scope().getCoroutineContext(), CoroutineStart.DEFAULT, function));

    private Coroutines() {
    }

    /** {@code suspend CoroutineScope.() -> Any?} */
    interface Suspend extends Function2<CoroutineScope, Continuation<? super Object>, Object> {
    }

    /** One for each coroutine: a failure would cancel the others. */
    private static CoroutineScope scope() {
        return CoroutineScopeKt.CoroutineScope(Dispatchers.getDefault());
    }

    private static Deferred<Object> deferred(Origin origin) {
        if (origin.timesOut) {
            origin.start();
            return BuildersKt.async(scope(), Dispatchers.getDefault(), CoroutineStart.DEFAULT, limited(origin));
        }
        CompletableDeferred<Object> deferred = CompletableDeferredKt.CompletableDeferred(null);
        origin.connect(deferred::complete, deferred::completeExceptionally);
        deferred.invokeOnCompletion(thrown -> {
            origin.cancelUnlessEnded();
            return Unit.INSTANCE;
        });
        return deferred;
    }

    private static Suspend suspend(Origin origin) {
        Suspend waiting =
                origin.timesOut ? limited(origin) : (scope, caller) -> FutureKt.await(origin.end.copy(), caller);
        return (scope, caller) -> {
            origin.start();
            JobKt.getJob(scope.getCoroutineContext()).invokeOnCompletion(true, true, thrown -> {
                if (thrown instanceof CancellationException) {
                    origin.cancelUnlessEnded();
                }
                return Unit.INSTANCE;
            });
            return origin.stubborn
                    ? BuildersKt.withContext(NonCancellable.INSTANCE, waiting, caller)
                    : waiting.invoke(scope, caller);
        };
    }

    private static Suspend limited(Origin origin) {
        return (scope, caller) -> TimeoutKt.withTimeout(1L,
                (Suspend) (inner, continuation) -> FutureKt.await(origin.end.copy(), continuation), caller);
    }

    /** Cancels what it awaits when it is cancelled, as one would with try and finally. */
    private static Suspend awaiting(Task<Object> task, Origin origin) {
        return (scope, caller) -> {
            JobKt.getJob(scope.getCoroutineContext()).invokeOnCompletion(thrown -> {
                task.cancel();
                return Unit.INSTANCE;
            });
            task.start(); // so that what it owns can be cancelled from now on
            origin.bodyBegan();
            return CoroutineTasksKt.await(task, caller);
        };
    }

    private static Suspend seeing(Suspend function, Consumer<Object> seen) {
        return (scope, caller) -> {
            seen.accept(String.valueOf(Tenant.here()));
            return function.invoke(scope, caller);
        };
    }
}
