package dev.crossweave.loom;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Knows which platform thread is below the current one. */
final class Carriers {

    /**
     * Not a constant: the JIT compiler would see through one, and keep the answer for the rest of the calling method, in which
     * the thread may go on elsewhere. Written by a race of equals.
     */
    private static @Nullable MethodHandle current;

    private Carriers() {
    }

    static Thread current() {
        MethodHandle handle = current;
        if (handle == null) {
            current = handle = find();
        }
        try {
            return (Thread) handle.invokeExact();
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new AssertionError("the method declares no checked exception", thrown);
        }
    }

    private static MethodHandle find() {
        try {
            return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                    .findStatic(Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException(
                    "This JVM doesn't tell which thread carries a virtual one; start it with "
                            + StepEngines.flag(Carriers.class.getModule()) + ". It said: " + e,
                    e);
        }
    }
}
