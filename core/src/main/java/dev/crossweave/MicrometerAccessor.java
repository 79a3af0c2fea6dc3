package dev.crossweave;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An accessor from Micrometer's registry. The one class that refers to Micrometer, and loaded only where that is present.
 * It asks the accessors themselves: a {@code ContextSnapshot} makes a map at each use.
 */
final class MicrometerAccessor<V> implements ThreadContextAccessor<V> {

    private final ThreadLocalAccessor<V> theirs;

    private MicrometerAccessor(ThreadLocalAccessor<V> theirs) {
        this.theirs = theirs;
    }

    /** A live view of the global registry. */
    static List<?> registered() {
        return ContextRegistry.getInstance().getThreadLocalAccessors();
    }

    static ThreadContextAccessor<?> of(Object registered) {
        return new MicrometerAccessor<>((ThreadLocalAccessor<?>) registered);
    }

    @Override
    public Object key() {
        return theirs.key();
    }

    @Override
    public @Nullable V get() {
        return theirs.getValue();
    }

    @Override
    public void set(V value) {
        theirs.setValue(value);
    }

    @Override
    public void clear() {
        theirs.setValue();
    }

    /** Theirs tell the end of a scope from the begin of one. */
    @Override
    public void restore(@Nullable V before) {
        if (before == null) {
            theirs.restore();
        } else {
            theirs.restore(before);
        }
    }

    @Override
    public String toString() {
        return theirs.toString();
    }
}
