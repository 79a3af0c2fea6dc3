package dev.crossweave.loom;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * {@code jdk.internal.vm.Continuation}, by method handles, so that nothing has to be exported to compile this. All of them
 * share one scope: what is suspended is the innermost.
 */
final class RawContinuation {

    private static final String PACKAGE = "jdk.internal.vm";

    private static final @Nullable MethodHandle MAKE; // (Runnable) → Continuation
    private static final @Nullable MethodHandle RUN; // (Continuation) → void
    private static final @Nullable MethodHandle SUSPEND; // () → boolean
    private static final @Nullable MethodHandle CURRENT; // () → Continuation

    /** Why there are none; null when there are. */
    private static final @Nullable Throwable MISSING;

    static {
        MethodHandle make = null;
        MethodHandle run = null;
        MethodHandle suspend = null;
        MethodHandle current = null;
        Throwable missing = null;
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> type = Class.forName(PACKAGE + ".Continuation");
            Class<?> scopeType = Class.forName(PACKAGE + ".ContinuationScope");
            Object scope = lookup.findConstructor(scopeType, MethodType.methodType(void.class, String.class))
                    .invoke("crossweave generators");
            make = lookup.findConstructor(type, MethodType.methodType(void.class, scopeType, Runnable.class))
                    .bindTo(scope).asType(MethodType.methodType(Object.class, Runnable.class));
            run = lookup.findVirtual(type, "run", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
            suspend = lookup.findStatic(type, "yield", MethodType.methodType(boolean.class, scopeType)).bindTo(scope);
            current = lookup
                    .findStatic(type, "getCurrentContinuation", MethodType.methodType(type, scopeType)).bindTo(scope)
                    .asType(MethodType.methodType(Object.class));
            probe(make, run, suspend);
        } catch (Throwable thrown) { // a link error of a later JDK, too
            missing = thrown;
        }
        MAKE = make;
        RUN = run;
        SUSPEND = suspend;
        CURRENT = current;
        MISSING = missing;
    }

    private final Object continuation;

    RawContinuation(Runnable body) {
        checkAvailable();
        try {
            continuation = (Object) handle(MAKE).invokeExact(body);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** Suspends one and takes it up again, as a JDK could have the class and not the ability. On a platform thread. */
    private static void probe(MethodHandle make, MethodHandle run, MethodHandle suspend) throws Throwable {
        boolean[] over = new boolean[1];
        Object probed = (Object) make.invokeExact((Runnable) () -> {
            try {
                boolean suspended = (boolean) suspend.invokeExact();
                over[0] = suspended;
            } catch (Throwable thrown) {
                throw unexpected(thrown);
            }
        });
        run.invokeExact(probed);
        if (over[0]) {
            throw new UnsupportedOperationException("a continuation was not suspended where it should have been");
        }
        run.invokeExact(probed);
        if (!over[0]) {
            throw new UnsupportedOperationException("a continuation was not taken up where it was suspended");
        }
    }

    // ------------------------------------------------------------------------------------------ whether

    static boolean isAvailable() {
        return MISSING == null;
    }

    static void checkAvailable() {
        if (MISSING != null) {
            throw new UnsupportedOperationException("Generators on raw continuations need the JVM option " + option()
                    + " and a JDK that has " + PACKAGE + ".Continuation; this is " + Runtime.version()
                    + ". LoomStreams.generate does the same on a virtual thread, without an option.", MISSING);
        }
    }

    /** What has to be given to the JVM, exactly. */
    static String option() {
        Module mine = RawContinuation.class.getModule();
        return "--add-exports java.base/" + PACKAGE + "=" + (mine.isNamed() ? mine.getName() : "ALL-UNNAMED");
    }

    // ------------------------------------------------------------------------------------------ use

    /** Runs the body until it suspends or ends. */
    void run() {
        try {
            handle(RUN).invokeExact(continuation);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** True when this thread is inside of its body, and of none of another that was begun in there. */
    boolean isInnermost() {
        try {
            return (Object) handle(CURRENT).invokeExact() == continuation;
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /**
     * Suspends the body, which must be the innermost.
     *
     * @throws IllegalStateException when it can't be: there is a native frame in it
     */
    void suspend() {
        try {
            boolean suspended = (boolean) handle(SUSPEND).invokeExact();
            if (!suspended) {
                throw new IllegalStateException("The JDK has not suspended it, and doesn't say why.");
            }
        } catch (IllegalStateException pinned) {
            throw new IllegalStateException("A generator can't be suspended here, inside of a class initializer or of"
                    + " native code (" + pinned.getMessage() + "). Emit and await outside of it.", pinned);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    private static MethodHandle handle(@Nullable MethodHandle handle) {
        if (handle == null) {
            throw new AssertionError("used without having been checked", MISSING);
        }
        return handle;
    }

    /** None of them declares anything that is checked. */
    private static RuntimeException unexpected(Throwable thrown) {
        switch (thrown) {
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            default -> throw new AssertionError(thrown);
        }
    }
}
