package dev.crossweave.coroutines;

import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineId;
import kotlinx.coroutines.internal.StackTraceRecoveryKt;

/** What kotlinx keeps for itself: public in its class files, and hidden from Kotlin only. */
final class Internals {

    private Internals() {
    }

    /** The exception is a copy of its cause, made so that a stack trace shows who awaits; when assertions are on. */
    static boolean isCopy(Throwable thrown) {
        return StackTraceRecoveryKt.unwrapImpl(thrown) != thrown;
    }

    /** The number that a coroutine has when assertions are on; it belongs to that coroutine. */
    static boolean isNumber(CoroutineContext.Element element) {
        return element instanceof CoroutineId;
    }
}
