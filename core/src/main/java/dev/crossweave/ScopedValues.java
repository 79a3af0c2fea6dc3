package dev.crossweave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.lang.ScopedValue} by method handles: it is part of the JDK since 25, and this compiles for 21. A scoped value
 * can't be set; it is bound around a call. So a context keeps the bindings ready, and calls inside of them.
 */
final class ScopedValues {

    private static final Class<?> SCOPED_VALUE;
    private static final MethodHandle IS_BOUND;
    private static final MethodHandle GET;
    private static final MethodHandle WHERE;
    private static final MethodHandle AND_WHERE;
    private static final MethodHandle RUN;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            SCOPED_VALUE = Class.forName("java.lang.ScopedValue");
            Class<?> carrier = Class.forName("java.lang.ScopedValue$Carrier");
            MethodType where = MethodType.methodType(carrier, SCOPED_VALUE, Object.class);
            MethodType erased = MethodType.genericMethodType(2);
            IS_BOUND = lookup.findVirtual(SCOPED_VALUE, "isBound", MethodType.methodType(boolean.class))
                    .asType(MethodType.methodType(boolean.class, Object.class));
            GET = lookup.findVirtual(SCOPED_VALUE, "get", MethodType.genericMethodType(0))
                    .asType(MethodType.genericMethodType(1));
            WHERE = lookup.findStatic(SCOPED_VALUE, "where", where).asType(erased);
            AND_WHERE = lookup.findVirtual(carrier, "where", where).asType(MethodType.genericMethodType(3));
            RUN = lookup.findVirtual(carrier, "run", MethodType.methodType(void.class, Runnable.class))
                    .asType(MethodType.methodType(void.class, Object.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ScopedValues() {
    }

    /** Refuses what is no ScopedValue. */
    static ThreadContextAccessor<Object> accessor(Object scopedValue) {
        if (!SCOPED_VALUE.isInstance(scopedValue)) {
            throw new IllegalArgumentException("expected a java.lang.ScopedValue; got " + scopedValue);
        }
        return new OfScopedValue(scopedValue);
    }

    /** The {@code ScopedValue.Carrier} of those among the entries that have a value, or null when there are none. */
    static @Nullable Object bindings(@Nullable ContextEntry first) {
        Object carrier = null;
        try {
            for (ContextEntry entry = first; entry != null; entry = entry.next) {
                if (entry.value != null && (Object) entry.accessor instanceof OfScopedValue(Object key)) {
                    carrier = carrier == null
                            ? (Object) WHERE.invokeExact(key, entry.value)
                            : (Object) AND_WHERE.invokeExact(carrier, key, entry.value);
                }
            }
        } catch (Throwable thrown) {
            throw Failures.sneak(thrown);
        }
        return carrier;
    }

    static <R extends @Nullable Object> R call(Object bindings, Callable<? extends R> body) {
        AtomicReference<R> result = new AtomicReference<>();
        Runnable call = () -> {
            try {
                result.set(body.call());
            } catch (Exception e) {
                throw Failures.sneak(e);
            }
        };
        try {
            RUN.invokeExact(bindings, call);
        } catch (Throwable thrown) {
            throw Failures.sneak(thrown);
        }
        return result.get();
    }

    /** In force already when it is asked, by {@link #call}: there is nothing to set. */
    private record OfScopedValue(Object key) implements ThreadContextAccessor<Object> {

        @Override
        public @Nullable Object get() {
            try {
                return (boolean) IS_BOUND.invokeExact(key) ? (Object) GET.invokeExact(key) : null;
            } catch (Throwable thrown) {
                throw Failures.sneak(thrown);
            }
        }

        @Override
        public void set(Object value) {
        }

        @Override
        public void clear() {
        }
    }
}
