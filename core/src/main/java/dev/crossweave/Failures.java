package dev.crossweave;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Throwables on their way through carriers: unwrapped, and thrown as they are. */
final class Failures {

    /** How deep a chain of causes is searched for an interrupt. */
    private static final int CAUSES = 16;

    /** Known by its name, since core knows no coroutines; it may come from any library that calls one. */
    private static final String TIMEOUT_OF_COROUTINES = "kotlinx.coroutines.TimeoutCancellationException";

    private Failures() {
    }

    /** As the next one, for the JDK's carriers only. */
    static Throwable unwrap(Throwable thrown) {
        return unwrap(thrown, null); // no lambda, whose first use allocates
    }

    /**
     * Takes off the wrappers that the JDK's carriers add, at any depth. A wrapper with no cause is itself the failure,
     * and so is one whose chain of causes comes back to itself (law L2).
     */
    static Throwable unwrap(Throwable thrown, @Nullable Predicate<? super Throwable> carrier) {
        Throwable inner = thrown;
        Throwable slow = thrown; // Floyd's tortoise, at half the pace: a chain that comes back to itself must not spin
        boolean even = false;
        while (isJdkCarrier(inner) || (carrier != null && carrier.test(inner))) {
            Throwable cause = causeOf(inner);
            if (cause == null) {
                return inner;
            }
            inner = cause;
            slow = even ? causeOf(slow) : slow;
            if (inner == slow || slow == null) { // null: it answers differently each time
                return thrown;
            }
            even = !even;
        }
        return inner;
    }

    /** An error that has no cause, and one that throws instead of telling it, stand for themselves (L18). */
    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable broken) {
            return null;
        }
    }

    private static boolean isJdkCarrier(Throwable thrown) {
        return thrown instanceof CompletionException || thrown instanceof ExecutionException;
    }

    /** A time-out is none, whatever its class (law L1). */
    static boolean isCancellation(Throwable thrown) {
        return thrown instanceof CancellationException && !thrown.getClass().getName().equals(TIMEOUT_OF_COROUTINES);
    }

    /** An interrupt, or what somebody made of one. */
    static boolean isInterrupt(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
                return true;
            }
            cause = causeOf(cause);
        }
        return false;
    }

    /** Throws what may be a checked exception where none is declared. It never returns. */
    static RuntimeException sneak(Throwable thrown) {
        return Failures.<RuntimeException>throwAs(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: the cast is the point
    private static <E extends Throwable> RuntimeException throwAs(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
