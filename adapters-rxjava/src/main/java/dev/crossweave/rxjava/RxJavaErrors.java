package dev.crossweave.rxjava;

import dev.crossweave.Outcome;
import io.reactivex.rxjava3.exceptions.CompositeException;
import org.jspecify.annotations.Nullable;

/** Reads what RxJava raises (law L2). */
final class RxJavaErrors {

    private RxJavaErrors() {
    }

    /**
     * How a source has ended. What RxJava wraps an exception in is taken off; a composite of several is itself the failure,
     * and has them as its suppressed exceptions, where everybody finds them.
     */
    static <T extends @Nullable Object> Outcome<T> outcomeOf(Throwable thrown) {
        Outcome<T> outcome = Outcome.ofThrown(thrown, RxJavaErrors::isCarrier);
        if (outcome instanceof Outcome.Failure<T>(CompositeException several)
                && several.getSuppressed().length == 0) {
            several.getExceptions().forEach(several::addSuppressed);
        }
        return outcome;
    }

    /** A composite of one, and what RxJava makes of an exception from subscribe. */
    private static boolean isCarrier(Throwable thrown) {
        return thrown instanceof CompositeException several
                ? several.size() == 1
                : thrown instanceof NullPointerException && isOfSubscribe(String.valueOf(thrown.getMessage()));
    }

    private static boolean isOfSubscribe(String message) {
        return message.equals("subscribeActual failed") || message.startsWith("Actually not, but can't");
    }
}
