package dev.crossweave;

import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one thing that libraries keep in the current thread, though it belongs to the work at hand: a request's
 * id, a principal, a trace, the MDC. {@link TaskContext} carries it from where a task is made to wherever that is polled.
 *
 * <p>Registered by {@link TaskContext#register}, or found by {@link java.util.ServiceLoader} through the class loader of
 * this library. Micrometer's {@code ThreadLocalAccessor}s need no registration here. All methods are called on the thread
 * that is meant, at each poll, so they must be quick and never block. What they throw is a late error, and the poll goes on
 * (law L18).
 *
 * @param <V> the type of the value
 */
public interface ThreadContextAccessor<V> {

    /**
     * The name of the value, unique among the accessors.
     *
     * @return always an equal object
     */
    Object key();

    /**
     * The value that this thread has.
     *
     * @return the value, or null when there is none. It must be safe to use from other threads: a copy, or immutable
     */
    @Nullable V get();

    /**
     * Puts a value in force.
     *
     * @param value what {@link #get()} gave on another thread
     */
    void set(V value);

    /** Puts in force that there is none. */
    void clear();

    /**
     * Puts back what was in force before {@link #set} or {@link #clear}.
     *
     * @param before what {@link #get()} gave then
     */
    default void restore(@Nullable V before) {
        if (before == null) {
            clear();
        } else {
            set(before);
        }
    }
}
