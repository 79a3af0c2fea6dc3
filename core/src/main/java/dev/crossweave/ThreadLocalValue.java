package dev.crossweave;

import org.jspecify.annotations.Nullable;

/**
 * A thread-local as it is.
 *
 * @param key the key
 * @param local the thread-local
 */
record ThreadLocalValue<V>(Object key, ThreadLocal<V> local) implements ThreadContextAccessor<V> {

    @Override
    public @Nullable V get() {
        return local.get();
    }

    @Override
    public void set(V value) {
        local.set(value);
    }

    /**
     * Null in place of {@code remove}, after which each {@code set} makes an entry anew: that would be 32 bytes a poll. Who
     * reads finds null as before, since only a thread-local that is null by itself is ever cleared.
     */
    @Override
    @SuppressWarnings("NullAway") // a thread-local may hold null
    public void clear() {
        local.set(null);
    }
}
