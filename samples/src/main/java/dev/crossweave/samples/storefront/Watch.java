package dev.crossweave.samples.storefront;

import io.reactivex.rxjava3.core.Maybe;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Looks on while a part works, by the means of its ecosystem: it records when the work begins and how it ends, and puts
 * the part's name on its failures. For coroutines it is in Kotlin ({@code watched}).
 */
final class Watch {

    private Watch() {
    }

    static <T> Mono<T> mono(Trace trace, Part part, Mono<T> work) {
        return Mono.defer(() -> {
            Span span = trace.begin(part);
            return work.onErrorMap(thrown -> PartFailed.of(part, thrown))
                    .doOnSuccess(value -> span.succeeded())
                    .doOnError(span::failed)
                    .doOnCancel(() -> span.cancelled("doOnCancel"));
        });
    }

    static <T> Maybe<T> maybe(Trace trace, Part part, Maybe<T> work) {
        return Maybe.defer(() -> {
            Span span = trace.begin(part);
            return work.onErrorResumeNext(thrown -> Maybe.error(PartFailed.of(part, thrown)))
                    .doOnSuccess(value -> span.succeeded())
                    .doOnComplete(span::succeeded)
                    .doOnError(span::failed)
                    .doOnDispose(() -> span.cancelled("doOnDispose"));
        });
    }

    static <T> CompletableFuture<T> future(Trace trace, Part part, Supplier<CompletableFuture<T>> work) {
        Span span = trace.begin(part);
        CompletableFuture<T> named = work.get().handle((value, thrown) -> {
            if (thrown == null) {
                return value;
            }
            Throwable raised = unwrapped(thrown);
            throw raised instanceof CancellationException cancelled ? cancelled : PartFailed.of(part, raised);
        });
        named.whenComplete((value, thrown) -> {
            if (thrown == null) {
                span.succeeded();
            } else if (unwrapped(thrown) instanceof PartFailed failure) {
                span.failed(failure);
            } else {
                span.cancelled("cancel(true)");
            }
        });
        return named; // and not what whenComplete gives: the span listens to the one that is cancelled
    }

    static <T> T call(Trace trace, Part part, Callable<T> work) throws InterruptedException {
        Span span = trace.begin(part);
        try {
            T value = work.call();
            span.succeeded();
            return value;
        } catch (InterruptedException e) {
            span.cancelled("interrupted");
            throw e;
        } catch (Exception e) {
            PartFailed failure = PartFailed.of(part, e);
            span.failed(failure);
            throw failure;
        }
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }
}
