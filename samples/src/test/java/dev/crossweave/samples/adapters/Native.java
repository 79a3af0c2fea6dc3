package dev.crossweave.samples.adapters;

import com.google.common.util.concurrent.AbstractFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import dev.crossweave.Completer;
import dev.crossweave.FutureTasks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.future.FutureKt;
import reactor.core.publisher.Mono;

/**
 * A type as its own ecosystem makes it and reads it, without any adapter.
 *
 * @param source makes one that ends as its origin does
 * @param read shows how one ends, and passes cancellation on
 */
record Native(Function<Origin, Object> source, Function<Object, CompletableFuture<?>> read) {

    static final Map<Class<?>, Native> OF_TYPE = new HashMap<>();

    static {
        add(Task.class, OwnTask::new, task -> FutureTasks.toFuture((Task<?>) task));
        add(Pollable.class, OwnPollable::new, pollable -> FutureTasks.toFuture((Task<?>) pollable));
        add(CompletableFuture.class, OwnFuture::new, future -> future);
        add(CompletionStage.class, Native::stage, CompletionStage::toCompletableFuture);
        add(Mono.class, Native::mono, Mono::toFuture);
        add(Single.class, Native::single, single -> single.toCompletionStage().toCompletableFuture());
        add(Maybe.class, Native::maybe, maybe -> maybe.toCompletionStage(null).toCompletableFuture());
        add(Completable.class, Native::completable,
                completable -> completable.toCompletionStage(null).toCompletableFuture());
        add(Deferred.class, Native::deferred, deferred -> FutureKt.asCompletableFuture((Deferred<?>) deferred));
        add(ListenableFuture.class, OwnListenable::new, Native::read);
        add(Uni.class, Native::uni, Uni::subscribeAsCompletionStage);
    }

    private static <S> void add(Class<S> type, Function<Origin, S> source, Function<S, CompletableFuture<?>> read) {
        OF_TYPE.put(type, new Native(source::apply, handle -> read.apply(type.cast(handle))));
    }

    /** Signals of a cold source, which is started by being asked. */
    private static void connect(Origin origin, Consumer<Object> value, Consumer<Throwable> error) {
        origin.starts.incrementAndGet();
        origin.end.whenComplete((ended, thrown) -> {
            if (thrown == null) {
                value.accept(ended);
            } else {
                error.accept(thrown);
            }
        });
    }

    // ------------------------------------------------------------------------------------------ cold

    private static Mono<Object> mono(Origin origin) {
        return Mono.create(sink -> {
            sink.onCancel(origin::cancelled);
            connect(origin, sink::success, sink::error);
        });
    }

    private static Single<Object> single(Origin origin) {
        return Single.create(emitter -> {
            emitter.setCancellable(origin::cancelledUnlessEnded);
            connect(origin, emitter::onSuccess, emitter::onError);
        });
    }

    private static Maybe<Object> maybe(Origin origin) {
        return Maybe.create(emitter -> {
            emitter.setCancellable(origin::cancelledUnlessEnded);
            connect(origin, value -> {
                if (value == null) {
                    emitter.onComplete();
                } else {
                    emitter.onSuccess(value);
                }
            }, emitter::onError);
        });
    }

    private static Completable completable(Origin origin) {
        return Completable.create(emitter -> {
            emitter.setCancellable(origin::cancelledUnlessEnded);
            connect(origin, value -> emitter.onComplete(), emitter::onError);
        });
    }

    private static Uni<Object> uni(Origin origin) {
        return Uni.createFrom().emitter(emitter -> {
            emitter.onTermination(origin::cancelledUnlessEnded);
            connect(origin, emitter::complete, emitter::fail);
        });
    }

    private static final class OwnPollable implements Pollable<Object> {
        private final Origin origin;
        private boolean started;

        OwnPollable(Origin origin) {
            this.origin = origin;
        }

        @Override
        public Poll<Object> poll(Waker waker) {
            if (!started) {
                started = true;
                origin.starts.incrementAndGet();
            }
            if (!origin.end.isDone()) {
                origin.end.whenComplete((value, thrown) -> waker.wake());
                return Poll.pending();
            }
            return origin.end.handle((value, thrown) -> thrown == null
                    ? Poll.ready(value)
                    : Outcome.ofThrown(thrown)).join();
        }

        @Override
        public void drop() {
            origin.cancelledUnlessEnded();
        }
    }

    // ------------------------------------------------------------------------------------------ hot

    private static final class OwnTask extends Completer<Object> implements BiConsumer<Object, Throwable> {
        private final Origin origin;

        OwnTask(Origin origin) {
            this.origin = origin;
            origin.end.whenComplete(this);
        }

        @Override
        public void accept(Object value, Throwable thrown) {
            end(thrown == null ? Poll.ready(value) : Outcome.ofThrown(thrown));
        }

        @Override
        protected boolean onCancel() {
            origin.cancelled();
            return true;
        }
    }

    private static class OwnFuture extends CompletableFuture<Object> {
        private final Origin origin;

        OwnFuture(Origin origin) {
            this.origin = origin;
            connect(origin, this::complete, this::completeExceptionally);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            origin.cancelled();
            return super.cancel(mayInterruptIfRunning);
        }
    }

    /** One that is no CompletableFuture by class. */
    private static CompletionStage<?> stage(Origin origin) {
        OwnFuture future = new OwnFuture(origin);
        return (CompletionStage<?>) Proxy.newProxyInstance(Native.class.getClassLoader(),
                new Class<?>[]{CompletionStage.class}, (proxy, method, arguments) -> method.invoke(future, arguments));
    }

    private static Deferred<Object> deferred(Origin origin) {
        CompletableDeferred<Object> deferred = CompletableDeferredKt.CompletableDeferred((Job) null);
        connect(origin, deferred::complete, deferred::completeExceptionally);
        deferred.invokeOnCompletion(thrown -> {
            origin.cancelledUnlessEnded();
            return null;
        });
        return deferred;
    }

    private static final class OwnListenable extends AbstractFuture<Object> {
        private final Origin origin;

        OwnListenable(Origin origin) {
            this.origin = origin;
            connect(origin, this::set, this::setException);
        }

        @Override
        protected void afterDone() {
            origin.cancelledUnlessEnded();
        }
    }

    private static CompletableFuture<?> read(ListenableFuture<?> handle) {
        CompletableFuture<Object> seen = new CompletableFuture<>();
        seen.whenComplete((value, thrown) -> handle.cancel(false));
        Futures.addCallback(handle, new FutureCallback<Object>() {
            @Override
            public void onSuccess(Object value) {
                seen.complete(value);
            }

            @Override
            public void onFailure(Throwable thrown) {
                seen.completeExceptionally(thrown);
            }
        }, MoreExecutors.directExecutor());
        return seen;
    }
}
