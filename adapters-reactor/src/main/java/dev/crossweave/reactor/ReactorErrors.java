package dev.crossweave.reactor;

import dev.crossweave.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/** Reads what Reactor raises (law L2). */
final class ReactorErrors {

    private ReactorErrors() {
    }

    /**
     * How a source has ended. What Reactor wraps an exception in is taken off, a composite of one exception too; a composite
     * of several is itself the failure, and has them as its suppressed exceptions.
     */
    static <T extends @Nullable Object> Outcome<T> outcomeOf(Throwable thrown) {
        Outcome<T> outcome = Outcome.ofThrown(thrown, ReactorErrors::isCarrier);
        if (outcome instanceof Outcome.Failure<T>(Throwable cause) && Exceptions.isMultiple(cause)) {
            List<Throwable> several = Exceptions.unwrapMultipleExcludingTracebacks(cause);
            return several.size() == 1 ? outcomeOf(several.getFirst()) : outcome;
        }
        return outcome;
    }

    private static boolean isCarrier(Throwable thrown) {
        return Exceptions.unwrap(thrown) != thrown;
    }
}
