package dev.crossweave.samples.storefront;

import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * What is to go wrong with one request, part by part, each in its ecosystem's own way. A part applies its fault while it
 * holds what it works with, so that cancelling it has something to give back.
 */
final class Faults {

    /** What is to go wrong with one part. */
    enum Kind {
        NONE,
        /** It takes {@link #HOLD} longer: any deadline passes first. */
        SLOW,
        /** It fails as soon as all others are under way. */
        FAIL
    }

    static final Duration HOLD = Duration.ofMinutes(1);

    private final Map<Part, Kind> kinds = new EnumMap<>(Part.class);
    private final CompletableFuture<?> underWay;

    /** Nothing goes wrong yet with the request that has this trace. */
    Faults(Trace trace) {
        this.underWay = trace.underWay();
    }

    Faults slow(Iterable<Part> parts) {
        parts.forEach(part -> kinds.put(part, Kind.SLOW));
        return this;
    }

    Faults fail(Iterable<Part> parts) {
        parts.forEach(part -> kinds.put(part, Kind.FAIL));
        return this;
    }

    Kind of(Part part) {
        return kinds.getOrDefault(part, Kind.NONE);
    }

    Mono<Void> inReactor(Part part) {
        return switch (of(part)) {
            case NONE -> Mono.empty();
            case SLOW -> Mono.delay(HOLD).then();
            case FAIL -> Mono.fromFuture(underWay, true).then(Mono.error(() -> told(part)));
        };
    }

    Completable inRxJava(Part part) {
        return switch (of(part)) {
            case NONE -> Completable.complete();
            case SLOW -> Completable.timer(HOLD.toMillis(), TimeUnit.MILLISECONDS);
            case FAIL -> Completable.fromCompletionStage(underWay).andThen(Completable.error(() -> told(part)));
        };
    }

    void onThisThread(Part part) throws InterruptedException, ExecutionException {
        switch (of(part)) {
            case NONE -> {
            }
            case SLOW -> Thread.sleep(HOLD);
            case FAIL -> {
                underWay.get();
                throw told(part);
            }
        }
    }

    /** For coroutines, whose half of this class is in Kotlin. */
    CompletableFuture<?> underWay() {
        return underWay;
    }

    static PartFailed told(Part part) {
        return new PartFailed(part, "told to fail");
    }
}
