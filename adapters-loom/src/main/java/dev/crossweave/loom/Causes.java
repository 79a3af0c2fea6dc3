package dev.crossweave.loom;

import java.nio.channels.ClosedByInterruptException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks for an error among the causes of another one. */
final class Causes {

    /** How deep a chain is searched: it may come back to itself. */
    private static final int DEPTH = 16;

    private Causes() {
    }

    /** An interrupt, or what somebody made of one. */
    static boolean hasInterrupt(Throwable thrown) {
        return has(thrown,
                cause -> cause instanceof InterruptedException || cause instanceof ClosedByInterruptException);
    }

    /** Of the error itself, too. One that throws instead of telling its cause has none (L18). */
    static boolean has(Throwable thrown, Predicate<? super Throwable> wanted) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (wanted.test(cause)) {
                return true;
            }
            cause = causeOf(cause);
        }
        return false;
    }

    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable broken) {
            return null;
        }
    }
}
