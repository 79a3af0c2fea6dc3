package dev.crossweave.verification.matrix;

import dev.crossweave.Adapters;
import dev.crossweave.Task;
import dev.crossweave.reactor.ReactorTasks;
import dev.crossweave.rxjava.RxJavaTasks;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;

/** The cold kinds of reactive libraries; Mutiny's through the SPI. */
final class Reactives {

    static final Kind MONO = Kind.<Mono<Object>>of("Mono",
            new Kind.Traits(true, true, true, false, 1),
            Reactives::mono,
            ReactorTasks::fromMono,
            (task, origin) -> ReactorTasks.toMono(task),
            Reactives::inContext,
            Mono::toFuture);

    static final Kind SINGLE = Kind.<Single<Object>>of("Single",
            new Kind.Traits(false, true, true, false, 1),
            Reactives::single,
            RxJavaTasks::fromSingle,
            (task, origin) -> RxJavaTasks.toSingle(task),
            Kind.through(Single::hide),
            single -> single.toCompletionStage().toCompletableFuture());

    static final Kind MAYBE = Kind.<Maybe<Object>>of("Maybe",
            new Kind.Traits(true, true, true, false, 1),
            Reactives::maybe,
            RxJavaTasks::fromMaybe,
            (task, origin) -> RxJavaTasks.toMaybe(task),
            Kind.through(Maybe::hide),
            maybe -> maybe.toCompletionStage(null).toCompletableFuture());

    static final Kind UNI = Kind.<Uni<Object>>of("Uni",
            new Kind.Traits(true, true, true, false, 1),
            Reactives::uni,
            Adapters::toTask,
            (task, origin) -> uni(task),
            Kind.through(uni -> uni.onItem().invoke(value -> {
            })),
            Uni::subscribeAsCompletionStage);

    private static final Duration SOON = Duration.ofMillis(1);

    private Reactives() {
    }

    private static Mono<Object> mono(Origin origin) {
        if (origin.stubborn) { // which the sink of Mono.create would hide
            return Mono.fromDirect(subscriber -> {
                subscriber.onSubscribe(new Subscription() {
                    @Override
                    public void request(long count) {
                    }

                    @Override
                    public void cancel() {
                        origin.cancel();
                    }
                });
                origin.connect(subscriber::onNext, subscriber::onError);
            });
        }
        Mono<Object> mono = Mono.create(sink -> {
            sink.onCancel(origin::cancel);
            origin.connect(sink::success, sink::error);
        });
        return origin.timesOut ? mono.timeout(SOON) : mono;
    }

    /** Its subscriber is a task further down, whose context is its own. */
    private static Mono<Object> inContext(Mono<Object> mono, Consumer<Object> seen) {
        return Mono.deferContextual(context -> {
            seen.accept(context.getOrDefault(Tenant.KEY, "nothing in Reactor's Context"));
            return mono;
        });
    }

    private static Single<Object> single(Origin origin) {
        Single<Object> single = Single.create(emitter -> {
            emitter.setCancellable(origin::cancelUnlessEnded);
            origin.connect(emitter::onSuccess, emitter::onError);
        });
        return origin.timesOut ? single.timeout(1, TimeUnit.MILLISECONDS) : single;
    }

    private static Maybe<Object> maybe(Origin origin) {
        Maybe<Object> maybe = Maybe.create(emitter -> {
            emitter.setCancellable(origin::cancelUnlessEnded);
            origin.connect(value -> {
                if (value == null) {
                    emitter.onComplete();
                } else {
                    emitter.onSuccess(value);
                }
            }, emitter::onError);
        });
        return origin.timesOut ? maybe.timeout(1, TimeUnit.MILLISECONDS) : maybe;
    }

    private static Uni<Object> uni(Origin origin) {
        if (origin.stubborn) { // which the emitter would hide
            return new AbstractUni<>() {
                @Override
                public void subscribe(UniSubscriber<? super Object> subscriber) {
                    subscriber.onSubscribe(origin::cancel);
                    origin.connect(subscriber::onItem, subscriber::onFailure);
                }
            };
        }
        Uni<Object> uni = Uni.createFrom().emitter(emitter -> {
            emitter.onTermination(origin::cancelUnlessEnded);
            origin.connect(emitter::complete, emitter::fail);
        });
        return origin.timesOut ? uni.ifNoItem().after(SOON).fail() : uni;
    }

    @SuppressWarnings("unchecked") // what the registry makes of a Task<Object>
    private static Uni<Object> uni(Task<Object> task) {
        return (Uni<Object>) Adapters.fromTask(task, Uni.class);
    }
}
